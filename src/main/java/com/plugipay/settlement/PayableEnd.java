package com.plugipay.settlement;

import com.plugipay.model.Resource;
import com.plugipay.outbox.EventType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How something that was to be paid has ended.
 *
 * @param attemptsOf the id of the checkout session or invoice whose attempts that are under way are canceled
 * @param events in the order in which they are written
 */
public record PayableEnd(String attemptsOf, List<Ended> events) {

    /** An event of the end, with its object, and the values that properties of it had before; they may be left out. */
    public record Ended(EventType type, Resource object, Map<String, Object> previousAttributes) {}

    /** The end of one object. */
    public static PayableEnd of(Resource object, EventType type) {
        return new PayableEnd(object.id(), List.of(new Ended(type, object, Map.of())));
    }

    /** This end with another event, which comes last. */
    public PayableEnd with(Ended event) {
        return new PayableEnd(
                attemptsOf, Stream.concat(events.stream(), Stream.of(event)).toList());
    }

    /** This end and another, which comes first; the attempts are those of the other. */
    public PayableEnd after(PayableEnd first) {
        return new PayableEnd(
                first.attemptsOf,
                Stream.concat(first.events.stream(), events.stream()).toList());
    }
}
