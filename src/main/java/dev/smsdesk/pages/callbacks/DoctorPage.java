package dev.smsdesk.pages.callbacks;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Consultation;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.trust.SecretRing;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code /doctor}: an admin pastes headers and body of a callback, and hears why its signature holds or not. Nothing of it is kept, no
 * secret is shown.
 */
public final class DoctorPage extends Page {
    private static final int MOST_SECRET_CHARS = 1000;
    private static final int TOO_MANY_REQUESTS = 429;
    private final Consultation consultation;
    private final SecretRing secrets;
    private final AuditLog audit;
    private final CheckLimit limit;

    public DoctorPage(Consultation consultation, SecretRing secrets, AuditLog audit, Clock clock) {
        this.consultation = consultation;
        this.secrets = secrets;
        this.audit = audit;
        this.limit = new CheckLimit(clock);
    }

    /** The typed values that are shown again; the secret is not. */
    public record DoctorForm(Channel channel, String headers, String body, Pasted.Form form) {}

    /**
     * @param fault  what is wrong with the form, or null
     * @param advice the answer, or null
     * @param sha256 of the body that was looked at, in hex
     * @param crlf   whether the line ends had to be CRLF
     */
    public record DoctorView(DoctorForm form, String fault, Consultation.Diagnosis advice, String sha256, int bytes, boolean crlf) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, "doctor", new DoctorView(new DoctorForm(Channel.SMS, "", "", Pasted.Form.TEXT), null, null, null, 0,
            false));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        DoctorForm form = new DoctorForm(Stream.of(Channel.values()).filter(f -> f.name().equals(request.getParameter("family")))
            .findFirst().orElse(Channel.SMS), text(request, "headers"),
            text(request, "body"), Stream.of(Pasted.Form.values()).filter(f -> f.name().equals(request.getParameter("form"))).findFirst()
            .orElse(Pasted.Form.TEXT));
        Duration wait = limit.waitFor(who(request));
        if (!wait.isZero()) {
            long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
            response.setHeader("Retry-After", String.valueOf(seconds));
            refuse(request, response, TOO_MANY_REQUESTS, form, PageError.ASKED_TOO_OFTEN.with(seconds));
            return;
        }
        Optional<List<byte[]>> bodies = Pasted.body(form.form(), form.body());
        if (bodies.isEmpty()) {
            refuse(request, response, 422, form, "The body is not written as " + form.form().name().toLowerCase(Locale.ROOT)
                + ", or has more than 1 MiB.");
            return;
        }
        String typed = text(request, "secret");
        if (typed.length() > MOST_SECRET_CHARS) {
            refuse(request, response, 422, form, "A secret to try has at most " + MOST_SECRET_CHARS + " characters.");
            return;
        }
        DoctorView view = look(form, bodies.get(), typed);
        audit.record(who(request), "callback checked", form.channel().word() + ", " + view.advice().finding().cause());
        show(request, response, "doctor", view);
    }

    private DoctorView look(DoctorForm form, List<byte[]> bodies, String typed) {
        Map<String, List<String>> headers = PastedHeaders.in(form.headers());
        DoctorView best = null;
        for (int i = 0; i < bodies.size() && (best == null || !best.advice().isProven()); i++) {
            byte[] body = bodies.get(i);
            Consultation.Diagnosis advice = consultation.ask(form.channel().word(), headers, body, secrets.suspects(form.channel()), typed);
            if (best == null || advice.rank() < best.advice().rank()) {
                best = new DoctorView(form, null, advice, HexFormat.of().formatHex(Sha256.of(body)), body.length, i > 0);
            }
        }
        return best;
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, DoctorForm form, String fault)
        throws ServletException, IOException {
        response.setStatus(status);
        show(request, response, "doctor", new DoctorView(form, fault, null, null, 0, false));
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
