# Builds the jar, then a small image with nothing but a Java runtime and the jar.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
RUN mvn -q -B dependency:go-offline
COPY conf conf
COPY src src
# The tests need a database of their own and are CI's business.
RUN mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 plugipay
WORKDIR /app
COPY --from=build /build/target/plugipay.jar plugipay.jar
USER plugipay
# The management port, 9090, is heard in here alone unless PLUGIPAY_MANAGEMENT_HOST=0.0.0.0 opens it.
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["java", "-cp", "plugipay.jar", "com.plugipay.HealthCheck"]
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "plugipay.jar"]
