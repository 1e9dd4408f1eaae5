package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.events.SdkEvents;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.EventType;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How events are fanned out when the database refuses their deliveries. */
class FanOutTest extends WithDispatcher {
    private static final String REFUSING = """
            create or replace trigger refusing before insert on webhook_deliveries for each row execute function refuse()""";
    private static final String WAITING = """
            select count(*) from events where workspace_id = $1 and not fanned_out and fan_out_error is null""";

    /** A deadlock, a serialization failure, a statement that is canceled, a lost connection. */
    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001", "57014", "08006"})
    void noEventIsSetAsideForAReasonThatPasses(String state) throws Exception {
        undeploy();
        endpoint("/hook");
        happened(EventType.PAYMENT_SUCCEEDED);
        FanOut fanOut = new FanOut(database(), new Notifications(false), new SdkEvents(List.of()));
        String refuse = """
                create or replace function refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'Refused' using errcode = '%s';
                end $$""".formatted(state);
        get(database().run(refuse, Tuple.tuple()));
        get(database().run(REFUSING, Tuple.tuple()));

        try {
            assertThatThrownBy(() -> get(fanOut.next(clock.instant())))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            told -> assertThat(told.errorCode()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(count(WAITING)).isOne();
        } finally {
            get(database().run("drop trigger refusing on webhook_deliveries", Tuple.tuple()));
        }
        assertThat(get(fanOut.next(clock.instant())).queues()).hasSize(1);
        assertThat(count(WAITING)).isZero();
    }
}
