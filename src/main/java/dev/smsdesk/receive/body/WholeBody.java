package dev.smsdesk.receive.body;

import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request whose body is collected before anything reads it. Parameters are parsed from the collected bytes too, as UTF-8. */
final class WholeBody extends HttpServletRequestWrapper {
    private static final int MOST_PARAMETERS = 1000;
    private static final String NAME = "smsdesk.body";
    private static final byte[] NOTHING = {};
    private byte[] buffer = NOTHING;
    private int length;
    private ServletInputStream body = new CollectedStream(new ByteArrayInputStream(NOTHING));
    private Map<String, String[]> parameters;
    private AsyncContext async;
    private volatile boolean complete;
    private volatile boolean forgotten;
    private volatile boolean handedOver;
    private volatile boolean streamed;

    private WholeBody(HttpServletRequest request) {
        super(request);
    }

    /** @param buffer holds the body in its first {@code length} bytes; not copied */
    WholeBody(HttpServletRequest request, byte[] buffer, int length) {
        super(request);
        is(buffer, length);
    }

    /** One whose bytes have not all arrived; {@link #in} finds it again. @param begun its first bytes */
    static WholeBody begun(HttpServletRequest request, byte[] begun, int length) {
        WholeBody body = new WholeBody(request);
        body.buffer = begun;
        body.length = length;
        request.setAttribute(NAME, body);
        return body;
    }

    /** @return null over HTTP/2, and if there is none */
    static WholeBody in(ServletRequest request) {
        return (WholeBody) request.getAttribute(NAME);
    }

    /** @return the bytes that arrived with the headers, fewer than all */
    byte[] begun() {
        return Arrays.copyOf(buffer, length);
    }

    void is(byte[] buffer, int length) {
        this.buffer = buffer;
        this.length = length;
        body = new CollectedStream(new ByteArrayInputStream(buffer, 0, length));
        parameters = null;
        complete = true;
    }

    /** The body as a stream, read while it arrives. */
    void streamFrom(ServletInputStream stream) {
        body = stream;
        streamed = true;
    }

    boolean isStreamed() {
        return streamed;
    }

    /** The stream came to its end. */
    void endOfStream() {
        complete = true;
    }

    /** The body was read, up to the limit, and discarded. */
    void forget() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }

    boolean isComplete() {
        return complete;
    }

    void startedAs(AsyncContext context) {
        async = context;
    }

    AsyncContext async() {
        return async;
    }

    /** The gate awaits the body and ends the request. */
    void handOver() {
        handedOver = true;
    }

    boolean isHandedOver() {
        return handedOver;
    }

    /** Jersey asks for it when it answers later, and then ends the request. Tomcat asks at each forward. */
    @Override
    public AsyncContext getAsyncContext() {
        if (BodyRules.isApi(this)) {
            handOver();
        }
        return super.getAsyncContext();
    }

    /** The container's own stream. */
    ServletInputStream uncollected() throws IOException {
        return super.getInputStream();
    }

    /** Always the same stream, because Jersey asks for it before each read. */
    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    @Override
    public String getParameter(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters());
    }

    /**
     * Parameters of the query, then of the form.
     * @throws ProblemException 400 if they cannot be parsed, or are more than 1000
     */
    Map<String, String[]> parameters() {
        if (parameters == null) {
            Map<String, String[]> read = new LinkedHashMap<>();
            int count = read(read, getQueryString(), 0);
            if (isForm()) {
                read(read, new String(buffer, 0, length, StandardCharsets.UTF_8), count);
            }
            parameters = read;
        }
        return parameters;
    }

    private boolean isForm() {
        String type = getContentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/x-www-form-urlencoded");
    }

    /** @return how many there are now */
    private static int read(Map<String, String[]> into, String encoded, int count) {
        int all = count;
        for (int at = 0, end; encoded != null && at < encoded.length(); at = end + 1) {
            end = encoded.indexOf('&', at);
            end = end < 0 ? encoded.length() : end;
            if (end == at) {
                continue;
            }
            if (++all > MOST_PARAMETERS) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "A form has at most " + MOST_PARAMETERS
                    + " fields. Nothing was changed.");
            }
            int equals = encoded.indexOf('=', at);
            boolean named = equals >= 0 && equals < end;
            String value = named ? decoded(encoded.substring(equals + 1, end)) : "";
            into.merge(decoded(encoded.substring(at, named ? equals : end)), new String[] {value}, WholeBody::both);
        }
        return all;
    }

    private static String[] both(String[] first, String[] second) {
        String[] all = Arrays.copyOf(first, first.length + 1);
        all[first.length] = second[0];
        return all;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The form could not be read: two hex digits must follow each %. Nothing "
                + "was changed.");
        }
    }
}
