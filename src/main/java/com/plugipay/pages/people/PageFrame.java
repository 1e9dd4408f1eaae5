package com.plugipay.pages.people;

import com.plugipay.auth.SignedIn;
import com.plugipay.pages.Assets;
import org.jspecify.annotations.Nullable;

/**
 * What the frame around each page of people shows.
 *
 * @param openid what the button for signing in with an OpenID provider calls it; null for no button
 */
public record PageFrame(
        PeopleTexts words,
        Assets assets,
        @Nullable Visit visit,
        @Nullable String openid) {

    /** The person; null when nobody has signed in. */
    public @Nullable SignedIn person() {
        return visit == null ? null : visit.person();
    }
}
