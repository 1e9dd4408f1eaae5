# Builds the jar, lets it run once, then makes a small image with nothing but a Java runtime, the jar and what that run has left.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
RUN mvn -q -B dependency:go-offline
COPY conf conf
COPY src src
# The tests need a database of their own and are CI's business.
RUN mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:25-jre AS runtime
RUN useradd --system --uid 10001 plugipay
WORKDIR /app
COPY --from=build /build/target/plugipay.jar plugipay.jar
COPY conf/plugipay.jvm plugipay.jvm

# A node that starts here once and answers some requests leaves its classes as they are in memory, and which of their methods
# are worth compiling: the next start takes half the CPU time. Java does not notice when the cache is of another jar: both here are
# of one build.
FROM postgres:18 AS training
COPY --from=runtime /opt/java/openjdk /opt/java/openjdk
COPY --from=runtime --chown=postgres /app /app
COPY src/docker/train.sh /app/
USER postgres
WORKDIR /app
RUN PATH="/opt/java/openjdk/bin:$PATH" sh train.sh

FROM runtime
COPY --from=training /app/plugipay.aot plugipay.aot
USER plugipay
# The management port, 9090, is heard in here alone unless PLUGIPAY_MANAGEMENT_HOST=0.0.0.0 opens it.
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["java", "-cp", "plugipay.jar", "com.plugipay.HealthCheck"]
ENTRYPOINT ["java", "@plugipay.jvm", "-XX:MaxRAMPercentage=75", "-XX:AOTCache=plugipay.aot", "-jar", "plugipay.jar"]
