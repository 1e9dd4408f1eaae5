package com.plugipay.pages.live;

import java.util.List;

/**
 * An event as pages hear of it: what has happened to which object, and nothing of what it says.
 *
 * @param type the type of the event
 * @param object the id of the object
 * @param related the ids of the objects that it names, such as the payment of a refund
 */
record LiveEvent(String id, String type, String object, List<String> related) {
    LiveEvent {
        related = List.copyOf(related);
    }
}
