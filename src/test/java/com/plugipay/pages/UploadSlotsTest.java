package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.AddressLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Concurrent uploads: one for a session, few for a network, eight in all. */
class UploadSlotsTest {
    private final UploadSlots slots = new UploadSlots();
    private final List<Promise<Void>> running = new ArrayList<>();

    @Test
    void aSessionHasOneSlot() {
        take("s", "192.0.2.1");
        assertThat(isRefused(take("s", "192.0.2.2"))).isTrue();
        end();
        assertThat(isRefused(take("s", "192.0.2.2"))).isFalse();
    }

    @Test
    void aNetworkHasFourSlotsHoweverManyAddressesItHas() {
        for (int i = 0; i < 4; i++) {
            assertThat(isRefused(take("s" + i, "2001:db8::" + i))).isFalse();
        }
        assertThat(isRefused(take("s4", "2001:db8::5"))).isTrue();
        assertThat(isRefused(take("s5", "2001:db8:0:1::5"))).isFalse();
    }

    @Test
    void thereAreEightSlotsInAll() {
        for (int i = 0; i < 8; i++) {
            assertThat(isRefused(take("s" + i, "192.0.2." + i))).isFalse();
        }
        assertThat(isRefused(take("s8", "192.0.2.8"))).isTrue();
    }

    @Test
    void aFailureFreesItsSlot() {
        for (int i = 0; i < 20; i++) {
            Future<Void> failed = slots.with("s", "192.0.2.1", () -> {
                throw new IllegalStateException("No picture");
            });
            assertThat(isRefused(failed)).isFalse();
            take("s", "192.0.2.1");
            running.removeLast().fail("No database");
        }
        assertThat(isRefused(take("s", "192.0.2.1"))).isFalse();
    }

    private Future<Void> take(String session, String address) {
        return slots.with(session, AddressLimits.network(address), () -> {
            running.add(Promise.promise());
            return running.getLast().future();
        });
    }

    private void end() {
        running.forEach(Promise::complete);
    }

    private static boolean isRefused(Future<?> upload) {
        return ErrorCode.UNAVAILABLE.is(upload.cause());
    }
}
