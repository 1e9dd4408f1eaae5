package com.plugipay.pages.branding;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Reply;
import com.plugipay.pictures.SafePicture;
import java.util.Optional;

/** The logo of a business, as pages show it. */
public final class LogoReply {
    private LogoReply() {}

    /** The reply with a logo; fails with {@link ErrorCode#NOT_FOUND} when there is none. */
    public static Reply of(Optional<SafePicture> found) {
        SafePicture logo = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
        return Reply.of(200, logo.contentType(), logo.content()).with("Cache-Control", "private, max-age=300");
    }
}
