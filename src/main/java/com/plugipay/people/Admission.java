package com.plugipay.people;

import com.plugipay.people.SessionStore.Begun;
import com.plugipay.secrets.Secret;

/** What a person has who has proved the first factor: a session, or the second factor still to prove. */
public sealed interface Admission permits Begun, Admission.SecondFactorNeeded {
    /**
     * The second factor is still to prove.
     *
     * @param token what a browser shows, for ten minutes, together with the second factor
     */
    record SecondFactorNeeded(Secret token) implements Admission {}
}
