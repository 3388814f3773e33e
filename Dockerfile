# docker build -t guidelinekit . && docker run --rm -v "$PWD:/work" guidelinekit check cases.ndjson -o html=report.html
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir '/source[fast,excel,parquet,sql]'

FROM python:3.13-slim
COPY --from=build /venv /venv
RUN useradd --create-home --uid 10001 guidelinekit
USER guidelinekit
WORKDIR /work
ENTRYPOINT ["/venv/bin/guidelinekit"]
