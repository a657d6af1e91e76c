package dev.smsdesk.sinch.callback;

import dev.smsdesk.sinch.json.NotReadable;
import dev.smsdesk.sinch.json.Unreadable;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two headers that say what a body is made of: JSON as it is, or nothing we read. */
final class CallbackForm {
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9_.:+-]{1,40})", Pattern.CASE_INSENSITIVE);
    /** Of one byte each, with ASCII below 128: JSON stays JSON. */
    private static final Pattern ONE_BYTE = Pattern.compile("ISO-8859-[0-9]{1,2}|windows-125[0-8]");

    private CallbackForm() {}

    static void require(String contentType, String contentEncoding) {
        String encoding = word(contentEncoding);
        if (!encoding.isEmpty() && !encoding.equals("identity")) {
            throw new NotReadable(Unreadable.UNEXPECTED_ENCODING, encoding);
        }
        String type = word(contentType);
        if (!type.isEmpty() && !type.endsWith("/json") && !type.endsWith("+json")) {
            throw new NotReadable(Unreadable.UNEXPECTED_MEDIA_TYPE, type);
        }
    }

    /** @return null where none is named, or none that we read */
    public static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            Charset charset = named.find() ? Charset.forName(named.group(1)) : null;
            return charset != null && ONE_BYTE.matcher(charset.name()).matches() ? charset : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The header without its parameters. */
    private static String word(String header) {
        return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
