package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loading the configuration: errors name the setting and show no secret. */
class ConfigLoaderTest {
    private static final String KEYS = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String DATABASE = "postgresql://plugipay:hunter2@db.example:5432/plugipay";
    private static final Map<String, String> ENOUGH =
            Map.of("PLUGIPAY_MASTER_KEYS", KEYS, "PLUGIPAY_DATABASE_URL", DATABASE, "HOME", "/root");

    @TempDir
    Path directory;

    @Test
    void twoVariablesAndTheDefaultsAreSufficient() {
        Config config = ConfigLoader.load(null, ENOUGH);
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.http().isTls()).isFalse();
        assertThat(config.management().port()).isEqualTo(9090);
        assertThat(config.database().url()).isEqualTo(DATABASE);
        assertThat(config.webhooks().allowedAddresses()).isEmpty();
        assertThat(config.toString()).doesNotContain("hunter2").doesNotContain(KEYS.substring(2));
    }

    @Test
    void theFileOverridesTheDefaultsAndTheEnvironmentOverridesBoth() throws IOException {
        Path file = file("""
                http:
                  port: 8081
                  baseUrl: https://pay.example
                database:
                  poolSize: 7
                webhooks:
                  allowedAddresses: [10.0.0.0/8]
                """);
        Config config = ConfigLoader.load(file, with("PLUGIPAY_HTTP_PORT", "8082"));
        assertThat(config.http().port()).isEqualTo(8082);
        assertThat(config.http().baseUrl()).isEqualTo("https://pay.example");
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
        assertThat(config.database().poolSize()).isEqualTo(7);
        assertThat(config.webhooks().allowedAddresses()).containsExactly("10.0.0.0/8");
    }

    @Test
    void aSectionMayHaveSections() throws IOException {
        Path file = file("""
                people:
                  openid:
                    issuer: https://id.example/
                    clientId: gateway
                    clientSecret: from the file
                """);
        Map<String, String> environment = with("PLUGIPAY_PEOPLE_OPENID_NAME", "Toko SSO");
        environment.put("PLUGIPAY_PEOPLE_OPENID_CLIENT_SECRET", "hunter2");
        Config config = ConfigLoader.load(file, environment);

        assertThat(config.people().openid().isConfigured()).isTrue();
        assertThat(config.people().openid().clientId()).isEqualTo("gateway");
        assertThat(config.people().openid().clientSecret().reveal()).isEqualTo("hunter2");
        assertThat(config.people().openid().name()).isEqualTo("Toko SSO");
        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(ConfigLoader.load(null, ENOUGH).people().openid().isConfigured())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/8|1",
                "10.0.0.0/8,inside.example|2",
                " 10.0.0.0/8 , inside.example , ::1 |3",
                ",10.0.0.0/8,,|1",
                "''|0",
                "' , '|0"
            })
    void listsAreSeparatedByCommas(String value, int entries) {
        Config config = ConfigLoader.load(null, with("PLUGIPAY_WEBHOOKS_ALLOWED_ADDRESSES", value));
        assertThat(config.webhooks().allowedAddresses()).hasSize(entries).doesNotContain("");
    }

    @ParameterizedTest
    @CsvSource({
        "PLUGIPAY_HTTP_PROT, 1",
        "PLUGIPAY_HTTP, 1",
        "PLUGIPAY_PORT, 1",
        "PLUGIPAY_, 1",
        "PLUGIPAY_HTTP_BASEURL, http://x",
        "PLUGIPAY_MASTERKEYS, x",
        "PLUGIPAY_MASTER_KEYS_2, x",
        "PLUGIPAY_PEOPLE_OPENID, x",
        "PLUGIPAY_PEOPLE_ISSUER, x",
        "PLUGIPAY_PEOPLE_OPENID_ISSUER_URL, x"
    })
    void anUnknownVariableIsReportedByName(String name, String value) {
        assertThat(refusal(null, with(name, value)))
                .isEqualTo("The environment variable " + name + " is no configuration key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {prot: 1}|unknown key: http.prot",
                "server: {port: 1}|unknown key: server",
                "http: 8080|http must be a section",
                "http: [8080]|http must be a section",
                "http: {port: eighty}|http.port has a value of the wrong type",
                "http: {port: {a: 1}}|http.port has a value of the wrong type",
                "http: {port: 65536}|http.port must be from 0 to 65535",
                "http: {port: null}|http.port",
                "http: {baseUrl: null}|http.baseUrl",
                "http: {baseUrl: 'ftp://x'}|http.baseUrl must be",
                "http: {baseUrl: 'https://pay.example/'}|http.baseUrl must be",
                "http: {tlsKey: key.pem}|http.tlsCertificate and http.tlsKey",
                "database: {poolSize: 0}|database.poolSize must be",
                "database: {poolSize: 1.5}|database.poolSize",
                "webhooks: {concurrency: 1}|webhooks.concurrency must be",
                "webhooks: {allowedAddresses: 10.0.0.0/8}|webhooks.allowedAddresses",
                "webhooks: {allowedAddresses: [null]}|webhooks",
                "webhooks: {allowedAddresses: ['not a host']}|webhooks.allowedAddresses",
                "people: {openid: {issuer: 'http://id.example', clientId: a, clientSecret: b, name: c}}|people.openid.issuer",
                "people: {openid: {issuer: 'https://id.example?a=b', clientId: a, clientSecret: b, name: c}}|people.openid.issuer",
                "people: {openid: {issuer: 'https://id.example', clientSecret: b, name: c}}|people.openid.clientId",
                "people: {openid: {issuer: 'https://id.example', clientId: a, name: c}}|people.openid.clientSecret",
                "people: {openid: {issuer: 'https://id.example', clientId: a, clientSecret: b}}|people.openid.name",
                "people: {openid: {isuer: a}}|unknown key: people.openid.isuer",
                "people: {openid: {issuer: {a: b}}}|people.openid.issuer has a value of the wrong type",
                "- http|must hold keys and values",
                "'http: ['|is not YAML"
            })
    void anErrorInTheFileIsReportedWithItsKey(String yaml, String named) throws IOException {
        assertThat(refusal(file(yaml), ENOUGH)).contains(named);
    }

    @Test
    void anEmptyFileIsReported() throws IOException {
        assertThat(refusal(file(""), ENOUGH)).contains("must hold keys and values");
        assertThat(refusal(directory.resolve("none.yaml"), ENOUGH)).contains("none.yaml");
    }

    @Test
    void aMissingSettingIsReportedByName() {
        assertThat(refusal(null, Map.of("PLUGIPAY_DATABASE_URL", DATABASE))).contains("PLUGIPAY_MASTER_KEYS");
        assertThat(refusal(null, Map.of("PLUGIPAY_MASTER_KEYS", KEYS))).contains("database.url");
    }

    @ParameterizedTest
    @CsvSource({
        "PLUGIPAY_DATABASE_URL, mysql://root:hunter2@x/y",
        "PLUGIPAY_DATABASE_URL, hunter2",
        "PLUGIPAY_MASTER_KEYS, hunter2",
        "PLUGIPAY_MASTER_KEYS, 1:hunter2",
        "PLUGIPAY_HTTP_PORT, hunter2",
        "PLUGIPAY_PEOPLE_OPENID_CLIENT_SECRET, hunter2",
        "PLUGIPAY_DATABASE_POOL_SIZE, hunter2"
    })
    void noErrorShowsAValueThatMayBeSecret(String name, String value) {
        Throwable refused = catchThrowable(() -> ConfigLoader.load(null, with(name, value)));
        if (refused != null) {
            StringWriter trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace, true));
            assertThat(trace.toString()).doesNotContain("hunter2").doesNotContain(KEYS.substring(2));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"masterKeys: 'hunter2|is not YAML", "masterKeys: [hunter2]|masterKeys"})
    void aSyntaxErrorAtASecretDoesNotShowIt(String yaml, String named) throws IOException {
        Path file = file(yaml);
        Throwable refused = catchThrowable(() -> ConfigLoader.load(file, Map.of("PLUGIPAY_DATABASE_URL", DATABASE)));
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace, true));
        assertThat(trace.toString()).contains(named).doesNotContain("hunter2");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("plugipay.yaml"), yaml);
    }

    private static String refusal(@Nullable Path file, Map<String, String> environment) {
        Throwable refused = catchThrowable(() -> ConfigLoader.load(file, environment));
        assertThat(refused).isInstanceOf(IllegalArgumentException.class);
        return String.valueOf(refused.getMessage());
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(ENOUGH);
        environment.put(name, value);
        return environment;
    }
}
