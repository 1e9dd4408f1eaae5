package com.plugipay.pages.branding;

import com.plugipay.auth.Signature;
import com.plugipay.text.ClasspathFile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The style sheet of the pages for buyers, which stands in them: a phone on a slow line would show nothing for another round
 * trip. The policy of the pages allows this style sheet, by its hash, and no other in a page.
 */
public final class PageStyle {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** The style sheet, without comments and line ends. */
    public static final String TEXT = shortened("checkout.css") + shortened("paying.css");

    /** How the policy names it. */
    public static final String SOURCE = source(TEXT);

    private PageStyle() {}

    /** How the policy names a style sheet in a page. */
    public static String source(String style) {
        byte[] hash = Signature.sha256(style.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    private static String shortened(String name) {
        String written = new String(ClasspathFile.read("/static/" + name), StandardCharsets.UTF_8);
        return BLANKS.matcher(COMMENT.matcher(written).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }
}
