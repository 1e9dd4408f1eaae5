package com.plugipay.sandbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The stand-ins under the control of programs and people. */
class ControlTest extends WithTinyStandIn {
    @Test
    void refusesNonsense() throws Exception {
        faults("{\"cut\":{\"probability\":0}}");
        refused("{\"earthquake\":{\"probability\":1}}", "There is no fault named earthquake");
        refused("{\"cut\":{\"probability\":1.5}}", "cut: probability must be between 0 and 1: 1.5");
        refused("{\"cut\":{\"probability\":-1}}", "cut: probability must be between 0 and 1: -1.0");
        refused("{\"cut\":{}}", "cut: probability must be a number");
        refused("{\"cut\":1}", "cut: must be an object");
        refused("{\"cut\":{\"probability\":1,\"times\":0}}", "cut: times must be 1 or more: 0");
        refused("{\"cut\":{\"probability\":1,\"times\":1.5}}", "cut: times must be a whole number");
        refused("{\"cut\":{\"probability\":1,\"often\":1}}", "cut: unknown field often");
        refused("{\"cut\":{\"probability\":1,\"delayMs\":1}}", "cut: only delay has a delayMs");
        refused("{\"delay\":{\"probability\":1,\"delayMs\":9999999}}", "delay: delayMs must be 0..60000");
        refused("[]", "The body must be a JSON object");
        refused("", "The body must be a JSON object");
        assertThat(get("/control/faults").body()).contains("cut");
        assertThat(call("DELETE", "/control/tiny/faults", "").statusCode()).isEqualTo(204);
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{}}");

        assertThat(call("PUT", "/control/huge/faults", "{}").statusCode()).isEqualTo(404);
        assertThat(act("charge_9", "pay").body()).isEqualTo("{\"error\":\"There is no charge charge_9\"}");
        charge();
        assertThat(act("charge_1", "dance").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/control/tiny/act", "{\"id\":1}").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/control/tiny/act", "{").statusCode()).isEqualTo(400);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void isControlledByForms() throws Exception {
        charge();
        HttpResponse<String> page = get("/control");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("no real money", "charge_1", "Rp 5.000", "lost_answer");
        assertThat(page.body()).doesNotContain("<script", "style=");
        assertThat(get("/assets/standins.css").statusCode()).isEqualTo(200);

        assertThat(form("/control/tiny/faults", "cut=on&cut.percent=25&cut.times=&delay.delayMs=1000", null))
                .isEqualTo(303);
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{\"cut\":{\"probability\":0.25}}}");
        assertThat(form("/control/tiny/faults", "cut=on&cut.percent=lots", null))
                .isEqualTo(400);
        assertThat(form("/control/tiny/faults/clear", "", null)).isEqualTo(303);
        assertThat(get("/control/faults").body()).isEqualTo("{\"tiny\":{}}");

        assertThat(form("/control/tiny/act", "id=charge_1&action=pay", "http://elsewhere.example"))
                .isEqualTo(403);
        assertThat(form("/control/tiny/act", "id=charge_2&action=pay", null)).isEqualTo(400);
        assertThat(form("/control/tiny/act", "id=charge_1&action=pay", url)).isEqualTo(303);
        assertThat(next().status()).isEqualTo("paid");
        outcomes(1);
        assertThat(get("/control").body()).contains("HTTP 200");
    }
}
