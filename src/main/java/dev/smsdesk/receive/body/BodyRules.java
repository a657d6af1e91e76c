package dev.smsdesk.receive.body;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.access.PageRules;
import dev.smsdesk.receive.inbox.VerifiedCallback;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/** What the head of a request tells about its body, before the first byte of it. */
interface BodyRules {
    /** @return whether something reads it: not where the method, the path or the API key will be refused */
    boolean isRead(HttpServletRequest request);

    /** @return the most bytes that are taken */
    int mostBytes(HttpServletRequest request);

    /** @param read as {@link #isRead} says; @return so many bytes of one that is too large are read and forgotten before the answer, 0 for none */
    int mostForgotten(HttpServletRequest request, boolean read);

    /** @return whether it may come without a length, as no browser sends a form */
    boolean mayBeChunked(HttpServletRequest request);

    /** Bodies of callbacks: what is wrong with them is Jersey's and the signature filter's to answer. */
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

    /** @param apiReads whether a resource of the API reads the body of a request with this head */
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

            /** A person is shown the page that says so; a browser that is cut off while it sends shows an error of its own. */
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
