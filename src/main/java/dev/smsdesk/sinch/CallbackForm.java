package dev.smsdesk.sinch;

import java.util.Locale;

/** The two headers that say what a body is made of: JSON as it is, or nothing we read. */
final class CallbackForm {
    private CallbackForm() {}

    static void require(String contentType, String contentEncoding) {
        String encoding = word(contentEncoding);
        if (!encoding.isEmpty() && !encoding.equals("identity")) {
            throw new NotReadable("unexpected encoding " + encoding);
        }
        String type = word(contentType);
        if (!type.isEmpty() && !type.endsWith("/json") && !type.endsWith("+json")) {
            throw new NotReadable("unexpected media type " + type);
        }
    }

    /** The header without its parameters. */
    private static String word(String header) {
        return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
