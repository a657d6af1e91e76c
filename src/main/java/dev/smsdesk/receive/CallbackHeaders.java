package dev.smsdesk.receive;

import dev.smsdesk.sinch.Signature;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Hides what a caller says about the body from JAX-RS, which would refuse a strange media type (final for Sinch) or read a
 * form before the signature is checked. What we read travels on as request attributes; the signature alone decides.
 */
public final class CallbackHeaders implements Filter {
    /** {@code Map<String, List<String>>}: those that we read, their names in small letters. */
    static final String READ = "smsdesk.callback.headers";
    static final String CONTENT_TYPE = "smsdesk.callback.content-type";
    static final String ENCODING = "smsdesk.callback.encoding";
    /** {@link System#nanoTime} when the request was there. */
    static final String BEGUN = "smsdesk.callback.begun";
    static final String ADDRESS = "smsdesk.callback.address";
    static final String LENGTH = "content-length";
    private static final String KEY = "authorization";
    private static final List<String> NAMES = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER, Signature.TIMESTAMP_HEADER,
        KEY, LENGTH);
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    /** What Java reads as an address or refuses: four numbers up to 255, or at most four hex digits and a colon, with which no name begins. */
    private static final Pattern LITERAL = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|\\[?[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]*(%\\w+)?]?");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        http.setAttribute(READ, read(http));
        http.setAttribute(CONTENT_TYPE, http.getHeader("Content-Type"));
        http.setAttribute(ENCODING, http.getHeader("Content-Encoding"));
        http.setAttribute(ADDRESS, http.getRemoteAddr());
        http.setAttribute(BEGUN, System.nanoTime());
        chain.doFilter(new Hiding(http), response);
    }

    private static Map<String, List<String>> read(HttpServletRequest http) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        for (String name : NAMES) {
            List<String> values = Collections.list(http.getHeaders(name));
            if (!values.isEmpty()) {
                read.put(name, values);
            }
        }
        return read;
    }

    /**
     * The network a caller belongs to: {@code 203.0.113.0}, {@code 2001:db8:1::}; enough to tell callers apart, no person's address. A container that
     * believes a forwarded header may hand on anything: what is no address is {@code unknown}, and no name is ever looked up.
     */
    static String network(String address) {
        if (address == null || !LITERAL.matcher(address).matches()) {
            return "unknown";
        }
        try {
            byte[] bytes = InetAddress.getByName(address.replaceAll("[\\[\\]]|%.*", "")).getAddress();   // without brackets and interface
            for (int i = bytes.length == 4 ? 3 : 6; i < bytes.length; i++) {
                bytes[i] = 0;
            }
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static final class Hiding extends HttpServletRequestWrapper {
        Hiding(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return null;
        }

        /** All that JAX-RS gets to know: the key of who asks for the list. It would ask for each by its name, and servers look through all of them each time. */
        @Override
        public Enumeration<String> getHeaderNames() {
            return super.getHeader(KEY) == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(KEY));
        }
    }
}
