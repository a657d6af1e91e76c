package dev.smsdesk.receive.body;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.access.PageRules;
import dev.smsdesk.receive.inbox.VerifiedCallback;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/** Rules about a request's body that its headers decide. */
interface BodyRules {
    /** @return whether anything reads it: false if the method, the path or the API key will be refused */
    boolean isRead(HttpServletRequest request);

    /** @return the largest accepted body */
    int mostBytes(HttpServletRequest request);

    /**
     * @param read as {@link #isRead} says; @return how many bytes of a body that is too large are read and discarded before the answer; 0
     *     for none
     */
    int mostForgotten(HttpServletRequest request, boolean read);

    /** @return whether it may come without a length; browsers never send a form so */
    boolean mayBeChunked(HttpServletRequest request);

    /** Callbacks: Jersey and the signature filter answer what is wrong with their bodies. */
    BodyRules CALLBACKS = new BodyRules() {
        @Override
        public boolean isRead(HttpServletRequest request) {
            return request.getMethod().equals("POST");
        }

        @Override
        public int mostBytes(HttpServletRequest request) {
            return VerifiedCallback.MAX_BODY_BYTES;
        }

        @Override
        public int mostForgotten(HttpServletRequest request, boolean read) {
            return 4 << 20;
        }

        @Override
        public boolean mayBeChunked(HttpServletRequest request) {
            return true;
        }
    };

    /** @param apiReads whether an API resource reads the body of a request with these headers */
    static BodyRules ofOthers(Predicate<HttpServletRequest> apiReads) {
        return new BodyRules() {
            @Override
            public boolean isRead(HttpServletRequest request) {
                return isApi(request) ? apiReads.test(request) : PageRules.isRead(request);
            }

            @Override
            public int mostBytes(HttpServletRequest request) {
                return isApi(request) ? 1 << 20 : 1_900_000;
            }

            /** A browser that is cut off while it sends shows its own error instead of our page. */
            @Override
            public int mostForgotten(HttpServletRequest request, boolean read) {
                return !read ? 0 : isApi(request) ? 4 << 20 : request.getUserPrincipal() != null ? 16 << 20 : 0;
            }

            @Override
            public boolean mayBeChunked(HttpServletRequest request) {
                return isApi(request);
            }
        };
    }

    static boolean isApi(HttpServletRequest request) {
        return MappedPath.isApi(MappedPath.of(request));
    }
}
