package com.plugipay.sandbox.midtrans;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import com.plugipay.sandbox.sdk.NodeSdk;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library that Midtrans gives to merchants takes the stand-in for Midtrans. */
class MidtransSdkTest {
    private final MidtransBench bench = new MidtransBench(MidtransOptions.STANDARD);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void servesMidtransClient() {
        JsonObject seen = new JsonObject(NodeSdk.run(
                "midtrans.cjs", bench.url, MidtransBench.SERVER_KEY, MidtransBench.CLIENT_KEY, bench.merchantUrl));
        assertThat(seen.getJsonObject("snap").getString("redirect_url"))
                .contains(seen.getJsonObject("snap").getString("token"));
        assertThat(seen.getString("notStarted")).isEqualTo("404");
        assertThat(seen.getString("wrongKey")).isEqualTo("401");
        assertThat(seen.getString("invalid")).isEqualTo("400");
        assertThat(seen.getString("duplicate")).isEqualTo("406");
        assertThat(seen.getJsonObject("qris").getString("qr_string")).startsWith("000201");
        assertThat(seen.getJsonObject("transfer").getJsonArray("va_numbers")).hasSize(1);
        assertThat(seen.getString("pending")).isEqualTo("201 pending");
        assertThat(seen.getString("canceled")).isEqualTo("200 cancel");
        assertThat(seen.getString("expired")).isEqualTo("407 expire");
        assertThat(seen.getString("unsettledRefund")).isEqualTo("412");
        assertThat(seen.getString("settled")).isEqualTo("200 settlement");
        assertThat(seen.getString("refunded")).isEqualTo("200 partial_refund 4000.00");
        assertThat(seen.getString("directlyRefunded")).isEqualTo("200 refund 10000.00");
        assertThat(seen.getString("notified")).isEqualTo("200 refund");
        assertThat(seen.getString("card")).isEqualTo("200 capture");
        assertThat(bench.next().path()).isEqualTo("/named");
    }
}
