package com.plugipay.providers.paypal.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.async.SingleFlightCache;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.Rate;
import com.plugipay.model.Tenant;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** PayPal's signing certificates: fetched once for all who wait, remembered for an hour, checked off the event loop. */
public final class PayPalCertificates {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration TRUSTED = Duration.ofDays(1);
    private static final Duration REFUSED = Duration.ofMinutes(1);
    private static final int LARGEST = 64 * 1024;

    /** PayPal has a handful; a stranger may name as many as there are addresses at its hosts. */
    private static final Rate FETCHES = Rate.perMinute(20);

    private final Vertx vertx;
    private final ProviderClient client;
    private final PayPalCertificateHosts hosts;
    private final PayPalChain chain;
    private final InstantSource clock;
    private final Buckets<Tenant> fetches = new Buckets<>(FETCHES);
    private final SingleFlightCache<String, Fetched> certificates =
            SingleFlightCache.of(Caffeine.newBuilder().maximumSize(100).expireAfterWrite(REMEMBERED), this::isFresh);

    /**
     * Where PayPal's certificates were found, with no use of the value: their renewal is not held up by those that a
     * stranger names. He cannot add to these.
     */
    private final Cache<String, Boolean> trusted =
            Caffeine.newBuilder().maximumSize(100).expireAfterWrite(TRUSTED).build();

    private record Fetched(Answer answer, Instant until) {}

    /** The result of fetching an address. */
    public sealed interface Answer {}

    public record Trusted(X509Certificate certificate) implements Answer {}

    /** There is no certificate, or none of PayPal's. */
    public record Worthless() implements Answer {}

    /** It cannot be fetched at this moment. */
    public record Unreachable(String reason) implements Answer {}

    /** Takes a client of its own: what strangers can cause to be fetched must not hold up payments. */
    public PayPalCertificates(
            Vertx vertx, ProviderClient client, PayPalCertificateHosts hosts, PayPalChain chain, InstantSource clock) {
        this.vertx = vertx;
        this.client = client;
        this.hosts = hosts;
        this.chain = chain;
        this.clock = clock;
    }

    /** Whether anything may be fetched from this address. */
    public boolean areTakenFrom(String url) {
        return hosts.allow(url);
    }

    /** The certificate at an address that is allowed, on behalf of that workspace. */
    public Future<Answer> at(Tenant tenant, String url) {
        return certificates
                .get(url, () -> fetch(tenant, url))
                .map(fetched -> fetched.answer() instanceof Trusted trusted
                                && !PayPalChain.isValid(trusted.certificate(), clock.instant())
                        ? new Worthless()
                        : fetched.answer());
    }

    private boolean isFresh(Fetched fetched) {
        return clock.instant().isBefore(fetched.until());
    }

    private Future<Fetched> fetch(Tenant tenant, String url) {
        if (trusted.getIfPresent(url) == null && !fetches.take(tenant).isGranted()) {
            return Future.succeededFuture(unreachable("Too many certificates are named"));
        }
        ProviderClient.Request request = new ProviderClient.Request(HttpMethod.GET, url, Map.of(), null);
        return client.send(tenant, request).compose(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                read(answered).onSuccess(fetched -> {
                    if (fetched.answer() instanceof Trusted) {
                        trusted.put(url, true);
                    }
                });
            case ProviderReply.NotDone notDone -> Future.succeededFuture(unreachable(notDone.message()));
            case ProviderReply.Unknown unknown -> Future.succeededFuture(unreachable(unknown.reason()));
            case ProviderReply.Refused refused -> Future.succeededFuture(unreachable(refused.code()));
        });
    }

    private Future<Fetched> read(ProviderReply.Answered answered) {
        if (answered.status() == 429 || answered.status() >= 500) {
            return Future.succeededFuture(unreachable("The certificate's host answered " + answered.status()));
        }
        if (answered.status() != 200 || answered.bytes().length() > LARGEST) {
            return Future.succeededFuture(worthless());
        }
        Buffer pem = answered.bytes();
        return vertx.executeBlocking(
                () -> chain.leaf(pem, clock.instant())
                        .map(leaf ->
                                new Fetched(new Trusted(leaf), clock.instant().plus(REMEMBERED)))
                        .orElseGet(this::worthless),
                false);
    }

    private Fetched worthless() {
        return new Fetched(new Worthless(), clock.instant().plus(REFUSED));
    }

    private Fetched unreachable(String reason) {
        return new Fetched(new Unreachable(reason), clock.instant());
    }
}
