package com.plugipay.pages.people;

import com.plugipay.auth.SignedIn;
import com.plugipay.pages.Assets;
import org.jspecify.annotations.Nullable;

/** What the frame around each page of people shows. */
public record PageFrame(
        PeopleTexts words, Assets assets, @Nullable Visit visit) {

    /** The person; null when nobody has signed in. */
    public @Nullable SignedIn person() {
        return visit == null ? null : visit.person();
    }
}
