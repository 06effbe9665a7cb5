# The suite, for whoever has a container engine and no Node:
#   docker build --tag elasticache-conformance:0.1.0 .
#   docker run --rm --network host --volume "$PWD/out:/out" elasticache-conformance:0.1.0 --endpoint http://127.0.0.1:5000 --out /out
ARG NODE=node:24-bookworm-slim
FROM ${NODE}

WORKDIR /suite
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY *.ts ./
COPY cli cli
COPY models models
COPY properties properties
COPY reports reports
COPY targets targets

# What is written goes here, unless a volume is named.
WORKDIR /work
RUN chown 1000:1000 /work
USER 1000:1000
ENV NODE_ENV=production
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["node", "/suite/cli/health.ts"]
ENTRYPOINT ["node", "/suite/cli/index.ts"]
