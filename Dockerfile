# The exchange in one image: the pages by default, `node scripts/container.mjs worker` for the jobs alone.
# State is elsewhere: DATABASE_URL names the database, /state holds files (or S3 does), secrets come from the environment.
FROM node:24-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund --loglevel=error
COPY . .
RUN node scripts/container.mjs build && npm prune --omit=dev --no-audit --no-fund --loglevel=error && rm -rf .next/cache tests

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 STATE_DIR=/state PORT=3000 DEMO_MARKET=off DRAIN_SECONDS=5
COPY --from=build --chown=root:root /app /app
RUN mkdir /state && chown node:node /state
USER node
VOLUME /state
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/api/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "scripts/container.mjs", "serve"]
