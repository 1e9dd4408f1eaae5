package com.plugipay.outbox;

import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.model.Resource;
import java.time.Instant;
import java.util.Map;

/**
 * An event that will be written. The statement that writes it makes its id and time, and puts them between the parts of its
 * payload.
 *
 * @param rest the part of the id that follows its time
 * @param start of the payload, up to the id
 * @param middle from the id to the time
 * @param end from the time on
 */
public record NewEvent(EventType type, String objectId, String rest, String start, String middle, String end) {
    private static final String ID = "evt_" + "0".repeat(26);
    private static final String TIME = Json.text(Instant.EPOCH);

    /**
     * An event of that type about that object.
     *
     * @param number its place among those of the same statement, below 1,024: their ids rise with it
     */
    public static NewEvent of(EventType type, Resource object, Map<String, Object> data, int number) {
        String payload = new Event(ID, type, object.workspaceId(), object.mode(), Instant.EPOCH, data).payload();
        // Nothing before them comes from a caller.
        int id = payload.indexOf(ID);
        int time = payload.indexOf(TIME, id);
        return new NewEvent(
                type,
                object.id(),
                Ids.afterTime(number),
                payload.substring(0, id),
                payload.substring(id + ID.length(), time),
                payload.substring(time + TIME.length()));
    }
}
