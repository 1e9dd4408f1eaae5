package com.plugipay.http.operations;

import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cursors with the right checksum, which anybody can compute, and contents that the gateway never issues. */
class ForgedCursorTest {
    private static final String MORE = "'ascending':true,'after':'a'";

    private final Api api =
            Api.of(TestGateway.shared(), TestGateway.shared().workspace().test());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "customers | {MORE,'filters':{}}",
                "customers | {'path':null,MORE,'filters':{}}",
                "customers | {'path':['/customers'],MORE,'filters':{}}",
                "customers | {'path':'/customers','ascending':'yes','after':'a','filters':{}}",
                "customers | {'path':'/customers','ascending':true,'after':{},'filters':{}}",
                "customers | {'path':'/customers',MORE,'filters':[]}",
                "customers | {'path':'/customers',MORE,'filters':{'email':{}}}",
                "customers | {'path':'/customers',MORE,'filters':{'email':['a']}}",
                "customers | {'path':'/customers',MORE,'filters':{'createdAfter':'2026-11-22T08:00:00Z'}}",
                "customers | {'path':'/customers',MORE,'filters':{'limit':'1'}}",
                "customers | {'path':'/customers',MORE,'filters':{'email':'LONG'}}",
                "customers | {'path':'/customers',MORE,'filters':{},'createdBefore':[1]}",
                "customers | {'path':'/customers',MORE,'filters':{},'createdBefore':'+999999999-12-31T23:59:59Z'}",
                "events | {'path':'/events',MORE,'filters':{'occurredAfter':'2026-11-22T08:00:00Z'}}",
                "events | {'path':'/events',MORE,'filters':{'occurredBefore':'2026-11-22T08:00:00Z'}}",
                "payments | {'path':'/payments',MORE,'filters':{'status':'nosuch'}}",
                "payments | {'path':'/payments',MORE,'filters':{'status':''}}"
            })
    void aForgedCursorIsRefused(String list, String position) {
        String text =
                position.replace("MORE", MORE).replace("LONG", "a".repeat(501)).replace('\'', '"');
        api.get("/v1/" + list + "?cursor=" + sealed(text)).expect(400, "invalid_cursor");
    }

    private static String sealed(String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(text);
        byte[] sealed = ByteBuffer.allocate(text.length + 4)
                .put(text)
                .putInt((int) checksum.getValue())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }
}
