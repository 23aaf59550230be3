# syntax=docker/dockerfile:1
# For reproducible builds, set NODE_IMAGE=node:24-slim@sha256:<digest>.
ARG NODE_IMAGE=node:24-slim

# Nothing that is built here depends on the processor, so this stage runs on the builder's own.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts/build.ts ./scripts/
COPY scripts/build ./scripts/build
COPY src ./src
RUN npm run build

FROM ${NODE_IMAGE}
WORKDIR /app
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# A container has its own network, so the endpoint listens on all of it. Until other names are allowed, it serves only requests
# to localhost, as it does outside a container.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    ALLOWED_HOSTS=localhost
# A number, because Kubernetes cannot tell from a name whether it is root. This is the image's user "node".
USER 1000:1000
EXPOSE 3000
# The endpoint stays healthy while it drains, so nothing kills it before it has finished.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/cli/main.js", "serve"]
