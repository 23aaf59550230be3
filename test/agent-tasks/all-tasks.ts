import type { Task } from "./task.ts";
import { accountTasks } from "./tasks/account.ts";
import { affiliateTasks } from "./tasks/affiliates.ts";
import { chargeTasks } from "./tasks/charges.ts";
import { checkoutTasks } from "./tasks/checkout.ts";
import { customerTasks } from "./tasks/customers.ts";
import { deliveryTasks } from "./tasks/deliveries.ts";
import { eticketTasks } from "./tasks/etickets.ts";
import { insightTasks } from "./tasks/insights.ts";
import { missingMoneyTasks } from "./tasks/missing-money.ts";
import { orderDetailTasks } from "./tasks/order-details.ts";
import { orderTasks } from "./tasks/orders.ts";
import { priceTasks } from "./tasks/prices.ts";
import { productTasks } from "./tasks/products.ts";
import { reportTasks } from "./tasks/reports.ts";
import { salesTasks } from "./tasks/sales.ts";
import { salesSetupTasks } from "./tasks/sales-setup.ts";
import { serviceProofTasks } from "./tasks/service-proofs.ts";
import { upgradeTasks } from "./tasks/upgrades.ts";
import { voucherTasks } from "./tasks/vouchers.ts";

export const ALL_TASKS: readonly Task[] = [
  ...orderTasks,
  ...missingMoneyTasks,
  ...orderDetailTasks,
  ...customerTasks,
  ...insightTasks,
  ...reportTasks,
  ...salesTasks,
  ...affiliateTasks,
  ...productTasks,
  ...priceTasks,
  ...salesSetupTasks,
  ...voucherTasks,
  ...upgradeTasks,
  ...chargeTasks,
  ...checkoutTasks,
  ...deliveryTasks,
  ...eticketTasks,
  ...serviceProofTasks,
  ...accountTasks,
];
