# syntax=docker/dockerfile:1
# One image for the API and the worker: they are two commands over the same packages, and always of one version.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci
RUN npm run build
# The workspaces stay linked from node_modules; what only builds and tests is taken out.
RUN npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
# Owned by root and run by somebody else: the program cannot rewrite itself.
COPY --from=build /app ./
USER node
EXPOSE 8080
# The process answers; whether its services do is what /readyz is for, and no reason to restart it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/dist/main.js"]
