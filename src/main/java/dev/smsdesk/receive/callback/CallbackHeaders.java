package dev.smsdesk.receive.callback;

import dev.smsdesk.receive.refusal.CallbackRequest;
import dev.smsdesk.sinch.signature.Signature;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hides the content headers from JAX-RS, which would refuse an odd media type (final for Sinch) or parse a form before the signature is
 * checked. The headers that are needed travel on as request attributes.
 */
public final class CallbackHeaders implements Filter {
    /** {@link System#nanoTime} when the request was there. */
    static final String BEGUN = "smsdesk.callback.begun";
    private static final String KEY = "authorization";
    private static final List<String> NAMES = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER,
        Signature.TIMESTAMP_HEADER, KEY, CallbackRequest.LENGTH);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getAttribute(CallbackRequest.READ) == null) {   // a resumed request has them already
            http.setAttribute(CallbackRequest.READ, read(http));
            http.setAttribute(CallbackRequest.CONTENT_TYPE, http.getHeader("Content-Type"));
            http.setAttribute(CallbackRequest.ENCODING, http.getHeader("Content-Encoding"));
            http.setAttribute(CallbackRequest.ADDRESS, http.getRemoteAddr());
            http.setAttribute(BEGUN, System.nanoTime());
        }
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

    private static final class Hiding extends HttpServletRequestWrapper {
        Hiding(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return null;
        }

        /** JAX-RS sees only the API key, for the list. It would look up each header by name, and servers search all of them each time. */
        @Override
        public Enumeration<String> getHeaderNames() {
            return super.getHeader(KEY) == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(KEY));
        }
    }
}
