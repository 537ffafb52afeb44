FROM python:3.12-slim AS build
WORKDIR /house
RUN pip install --no-cache-dir uv
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY conversations conversations
COPY storage storage
COPY locales locales
RUN python -m venv /opt/ntm && uv pip install --no-cache --python /opt/ntm/bin/python -c constraints.txt '.[postgres]'

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home --home-dir /home/ntm ntm \
    && install --directory --owner=ntm --group=ntm --mode=0700 /data
COPY --from=build /opt/ntm /opt/ntm
ENV PATH=/opt/ntm/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NTM_DATA_DIR=/data \
    NTM_LISTEN=127.0.0.1:8081 \
    NTM_LOG=json
USER ntm
VOLUME /data
# every write is committed before it is acknowledged, so stopping needs no ceremony
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['NTM_LISTEN'].rpartition(':')[2] + '/health')"]
ENTRYPOINT ["ntm"]
CMD ["run"]
