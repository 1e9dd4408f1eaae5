package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop with a widget of its own on another site, which only knows the published shapes. */
class WidgetOnAnotherSiteTest {
    private static final String WIDGET = """
            <!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,"></head><body>
            <h1 id="brand"></h1><p id="status"></p><div id="methods"></div><p id="heading"></p><pre id="note"></pre>
            <ul id="accounts"></ul>
            <form id="claim" hidden><input id="file" type="file"><button>I have transferred</button></form>
            <script>
            const [base, id] = location.hash.slice(1).split('|');
            const address = base + '/api/v1/public/checkout/sessions/' + id;
            const show = (name, text) => { document.getElementById(name).textContent = text; };
            async function call(path, options) {
              const response = await fetch(address + path, options);
              const answer = await response.json();
              if (!response.ok) throw new Error(answer.error.code + ': ' + answer.error.message);
              return answer.data;
            }
            const json = body => ({
              method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
            async function charge(method) {
              const charged = await call('/charge', json({method}));
              if (charged.kind === 'redirect') { location.href = charged.redirectUrl; return; }
              const instructions = charged.instructions;
              show('heading', instructions.heading);
              show('note', instructions.note + ' ' + instructions.amount + ' ' + instructions.currency);
              for (const account of instructions.bankAccounts || []) {
                const item = document.createElement('li');
                item.textContent = account.bankName + ' ' + account.accountNumber + ' ' + account.accountHolder;
                document.getElementById('accounts').append(item);
              }
              document.getElementById('claim').hidden = false;
            }
            document.getElementById('claim').addEventListener('submit', async event => {
              event.preventDefault();
              const form = new FormData();
              form.append('file', document.getElementById('file').files[0]);
              await call('/proof-image', {method: 'POST', body: form});
              await call('/buyer-claim', json({}));
            });
            async function poll() {
              const {session} = await call('');
              show('status', session.status);
              if (session.status === 'open' || session.status === 'pending_review') setTimeout(poll, 300);
            }
            call('').then(data => {
              show('brand', data.branding.brandName);
              for (const method of data.catalog) {
                const button = document.createElement('button');
                button.textContent = method.label;
                button.addEventListener('click', () => charge(method.id));
                document.getElementById('methods').append(button);
              }
              return poll();
            });
            </script></body></html>""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @SuppressWarnings("NullAway.Init")
    private HttpServer shop;

    @BeforeEach
    void open() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            byte[] page = WIDGET.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        shop.start();
    }

    @AfterEach
    void close() {
        shop.stop(0);
    }

    @Test
    void aTransferIsPaidFromThePageOfAShop() throws IOException {
        api.patch("/v1/billing-settings", "{\"businessName\":\"Kopi Senja\",\"language\":\"en\"}")
                .expect(200);
        String session = api.post("/api/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","methods":[],"lineItems":[],
                 "successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/no"}""").expect(201).id();
        try (BuyerBrowser browser = new BuyerBrowser()) {
            Page page = browser.page(BuyerBrowser.ENGLISH, BuyerBrowser.DESK);
            page.navigate("http://127.0.0.1:" + shop.getAddress().getPort() + "/#" + gateway.baseUrl() + '|' + session);
            assertThat(page.locator("#brand")).hasText("Kopi Senja");
            assertThat(page.locator("#status")).hasText("open");

            page.getByText("Bank transfer").click();
            assertThat(page.locator("#heading")).hasText("Transfer to this account");
            assertThat(page.locator("#accounts li")).hasCount(1);

            page.locator("#file").setInputFiles(new FilePayload("transfer.png", "image/png", picture()));
            page.getByText("I have transferred").click();
            assertThat(page.locator("#status")).hasText("pending_review");
            assertThat(api.get("/v1/checkout-sessions/" + session + "/proofs")
                            .expect(200)
                            .data())
                    .hasSize(1);

            api.post("/api/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
            assertThat(page.locator("#status")).hasText("completed");
        }
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
