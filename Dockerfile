# comply in a container: docker run --rm -v "$PWD:/work" comply gate system.yaml
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY compliance compliance
COPY controls controls
COPY frameworks frameworks
COPY templates templates
COPY examples examples
RUN python -m pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
# Pango is for the PDF reports of `comply assess --out`; the gate does without.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /wheels /wheels
RUN python -m pip install --no-cache-dir --no-index --find-links /wheels comply-health-ai && rm -rf /wheels
RUN useradd --create-home comply
USER comply
WORKDIR /work
ENTRYPOINT ["comply"]
CMD ["--help"]
