package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.errors.ApiException;
import com.plugipay.model.Mode;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.endpoints.TestEndpoints;
import com.plugipay.webhooks.endpoints.WebhookEndpointInput;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resolves names and odd spellings of addresses with the real resolver and a name server of the test. */
class AddressResolverTest {
    private final Vertx outside = Vertx.vertx();
    private Vertx vertx = outside;
    private TestNames names;

    AddressResolverTest() throws Exception {
        names = new TestNames(outside);
    }

    @BeforeEach
    void start() {
        vertx = Vertx.vertx(names.options());
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
        get(outside.close());
    }

    /** Each of these is a special address to some program; none may be reached, whichever step refuses it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "127.0.0.1.",
                "127.000.000.001",
                "0177.0.0.1",
                "00000177.0.0.1",
                "0177.0.0.01",
                "0x7f.0.0.1",
                "0x7f.1",
                "0X7F000001",
                "0x7f000001",
                "017700000001",
                "2130706433",
                "4294967295",
                "18446744071562067969",
                "0",
                "0.0.0.0",
                "169.254.169.254",
                "169.254.169.254.",
                "169.254.43518",
                "0251.0376.0251.0376",
                "0xa9.0xfe.0xa9.0xfe",
                "2852039166",
                "0xa9fea9fe",
                "%31%32%37.0.0.1",
                "127.0.0.1%00.example.com",
                "127%2e0%2e0%2e1",
                "１２７.０.０.１",
                "①②⑦.⓪.⓪.①",
                "127。0。0。1",
                "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
                "localhost",
                "LOCALHOST",
                "LocalHost.",
                "localhost.",
                "[::1]",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[0000:0000:0000:0000:0000:0000:0000:0001]",
                "[::127.0.0.1]",
                "[::7f00:1]",
                "[::ffff:127.0.0.1]",
                "[::FFFF:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:169.254.169.254]",
                "[::ffff:a9fe:a9fe]",
                "[::ffff:0:127.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "[64:ff9b::a9fe:a9fe]",
                "[64:ff9b:1::7f00:1]",
                "[2002:7f00:1::]",
                "[2002:a9fe:a9fe::1]",
                "[2001:0:7f00:1::]",
                "[2001:0000:4136:e378:8000:63bf:3fff:fdd2]",
                "[fe80::1]",
                "[fe80::1%25lo]",
                "[fe80::1%lo]",
                "[fe80::1%1]",
                "[::1%1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[fec0::1]",
                "[ff02::1]",
                "[::1",
                "::1",
                "[127.0.0.1]",
                "shop.example@127.0.0.1",
                "127.0.0.1#shop.example",
                "127.0.0.1\\@shop.example",
                "shop.example&@127.0.0.1#",
                "inside.example",
                "INSIDE.example",
                "inside.example.",
                "mixed.example",
                "unknown.example",
            })
    void noSpellingLeadsInside(String host) throws Exception {
        names.answers("inside.example", "10.0.0.7");
        names.answers("mixed.example", "8.8.8.8", "169.254.169.254");
        WebAddress url;
        try {
            WebhookEndpointInput input =
                    new WebhookEndpointInput(WebAddress.of("http://" + host + "/hook"), null, null, null, null, null);
            TestEndpoints.check(input, Mode.TEST);
            url = input.url();
        } catch (ApiException | WebAddress.Malformed refused) {
            return;
        }
        assertThat(failure(AddressResolver.using(vertx, AddressGuard.allowing(List.of()))
                        .find(url.host(), 1)))
                .isInstanceOfAny(AddressResolver.Refused.class, UnknownHostException.class);
    }

    @Test
    void findsPublicHostsByNameAndByAddress() throws Exception {
        names.answers("shop.example", "8.8.8.8");
        AddressResolver destinations = AddressResolver.using(vertx, AddressGuard.allowing(List.of()));

        for (String host : List.of("shop.example", "SHOP.example", "8.8.8.8", "[::ffff:8.8.8.8]")) {
            assertThat(get(destinations.find(host, 1)).getHostAddress()).isEqualTo("8.8.8.8");
        }
        assertThat(get(destinations.find("[2606:4700:4700::1111]", 1)).getHostAddress())
                .isEqualTo("2606:4700:4700:0:0:0:0:1111");
    }

    @Test
    void usesTheAddressesOfANameInTurn() throws Exception {
        names.answers("shop.example", "8.8.4.4", "8.8.8.8");
        AddressResolver destinations = AddressResolver.using(vertx, AddressGuard.allowing(List.of()));

        assertThat(List.of(
                        get(destinations.find("shop.example", 1)).getHostAddress(),
                        get(destinations.find("shop.example", 2)).getHostAddress()))
                .containsExactlyInAnyOrder("8.8.4.4", "8.8.8.8");
    }

    @Test
    void doesNotRevealTheAddressesOfNames() throws Exception {
        names.answers("inside.example", "10.0.0.7");
        AddressResolver destinations = AddressResolver.using(vertx, AddressGuard.allowing(List.of()));

        assertThat(failure(destinations.find("inside.example", 1)))
                .hasMessage("the host has an address that is not allowed");
        assertThat(failure(destinations.find("10.0.0.7", 1))).hasMessage("the address 10.0.0.7 is not allowed");
    }

    /** Here 127.0.0.1 stands for a public address and 127.0.0.2 for a private one; servers listen on both. */
    @Test
    void aNameThatChangesToAPrivateAddressAfterTheCheckIsNotReached() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        HttpServer shop = get(outside.createHttpServer()
                .requestHandler(request -> {
                    arrived.incrementAndGet();
                    request.response().end("taken");
                })
                .listen(0, "127.0.0.1"));
        AtomicInteger trapped = new AtomicInteger();
        get(outside.createHttpServer()
                .requestHandler(request -> {
                    trapped.incrementAndGet();
                    request.response().end("the metadata");
                })
                .listen(shop.actualPort(), "127.0.0.2"));
        names.answers("rebinding.example", "127.0.0.1");
        names.answers("rebinding.example", "127.0.0.2");
        WebhookConfig config = new WebhookConfig(8, 20_000, List.of("127.0.0.1"), 30, 0);
        Sender sender = new Sender(
                vertx,
                new HttpClientOptions(),
                AddressResolver.using(vertx, AddressGuard.allowing(config.allowedAddresses())),
                config);
        WebAddress url = WebAddress.of("http://rebinding.example:" + shop.actualPort() + "/hook");

        assertThat(post(sender, url).excerpt()).isEqualTo("taken");
        assertThat(names.queriedNames()).containsExactly("rebinding.example");
        assertThat(post(sender, url).error()).isEqualTo("the host has an address that is not allowed");
        assertThat(arrived).hasValue(1);
        assertThat(trapped).hasValue(0);
    }

    private Sender.Answer post(Sender sender, WebAddress url) throws Exception {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Sender.Answer> answer = new CompletableFuture<>();
        context.runOnContext(ignored -> sender.post(url, 1, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}"))
                .onComplete(outcome -> answer.complete(outcome.result())));
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(Future<?> future) throws Exception {
        try {
            return new AssertionError("It leads to " + get(future));
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
