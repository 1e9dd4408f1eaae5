package com.plugipay.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.TestGateway;
import org.junit.jupiter.api.Test;

/** The responses for the operator's tools. */
class ManagementTest {
    private final TestGateway gateway = TestGateway.shared();

    @Test
    void aRunningNodeIsLiveAndReady() {
        assertThat(ask("/live").status()).isEqualTo(200);
        assertThat(ask("/ready").status()).isEqualTo(200);
        assertThat(ask("/anything").status()).isEqualTo(404);
    }

    @Test
    void metricsHaveThePrometheusFormatAndNameNoWorkspace() {
        Api api = gateway.merchant();
        String id = api.post("/v1/customers", "{\"name\":\"Sri\"}").expect(201).id();
        api.get("/v1/customers/" + id).expect(200);
        api.put(
                        "/v1/adapters/manual",
                        "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1234567890\",\"accountHolder\":\"PT Uji\"}]}")
                .expect(200);
        api.post("/v1/payments", "{\"amount\":5000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201);
        Answer metrics = ask("/metrics");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body())
                .contains("# TYPE vertx_http_server_requests_total counter")
                .containsPattern(
                        "vertx_http_server_requests_total\\{code=\"2xx\",method=\"POST\",route=\"/v1/customers\"} [1-9]")
                .containsPattern("vertx_sql_queue_pending|vertx_pool_queue_pending")
                .containsPattern(
                        "vertx_http_server_response_time_seconds_bucket\\{code=\"2xx\",method=\"POST\",route=\"/v1/customers\",le=\"30.0\"} [1-9]")
                .containsPattern(
                        "plugipay_provider_calls_seconds_bucket\\{operation=\"charge\",outcome=\"needs_action\",provider=\"manual\",le=\"30.0\"} [1-9]")
                .containsPattern("plugipay_database_wait_seconds_bucket\\{le=\"0.005\"} [1-9]")
                .contains(
                        "plugipay_build_info{version=\"development\"}",
                        "plugipay_callbacks_waiting",
                        "plugipay_callbacks_oldest_seconds",
                        "plugipay_database_waiting",
                        "jvm_memory_used_bytes");
        assertThat(metrics.body()).as("labels without a bound").doesNotContain("ws_", "cus_", "pk_test_", id);
    }

    private Answer ask(String path) {
        return Management.get(gateway.managementUrl() + path);
    }
}
