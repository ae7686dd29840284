# syntax=docker/dockerfile:1
# Two stages: everything is built in the first, the second carries no compiler and no pip cache.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/vraagbaak
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY platform platform
COPY connectors connectors
COPY evaluation evaluation
# The CPU build: the default index would bring several gigabytes of CUDA that this image cannot use.
RUN /opt/vraagbaak/bin/pip install --no-cache-dir \
      --extra-index-url https://download.pytorch.org/whl/cpu torch==2.13.0+cpu \
 && /opt/vraagbaak/bin/pip install --no-cache-dir -c constraints.txt .
# The model is part of the image, so that a container starts without a network.
RUN VRAAGBAAK_DATA_DIR=/opt/vraagbaak-models /opt/vraagbaak/bin/vraagbaak models build

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 vraagbaak \
 && useradd --system --uid 10001 --gid vraagbaak --home-dir /var/lib/vraagbaak --create-home vraagbaak
COPY --from=build /opt/vraagbaak /opt/vraagbaak
COPY --from=build --chown=10001:10001 /opt/vraagbaak-models/models /opt/vraagbaak-models
COPY tenants /srv/tenants
ENV PATH=/opt/vraagbaak/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VRAAGBAAK_DATA_DIR=/var/lib/vraagbaak \
    VRAAGBAAK_MODELS_DIR=/opt/vraagbaak-models
USER 10001:10001
VOLUME /var/lib/vraagbaak
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["vraagbaak", "serve", "--host", "0.0.0.0", "--port", "8000"]
