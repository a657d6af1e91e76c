package dev.smsdesk.pages.setup;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Channel;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.trust.RotationWindow;
import dev.smsdesk.trust.SecretOverview;
import dev.smsdesk.trust.SecretUse;
import dev.smsdesk.trust.Slot;
import dev.smsdesk.trust.Trust;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code /secrets}: an admin enters, promotes and removes secrets, and opens the window while Sinch changes over. No value is ever shown.
 */
public final class SecretsPage extends Page {
    private static final Duration LONGEST = RotationWindow.LONGEST;
    private final Trust trust;
    private final AuditLog audit;

    public SecretsPage(Trust trust, AuditLog audit) {
        this.trust = trust;
        this.audit = audit;
    }

    /**
     * One callback path.
     * @param password how often user and password fitted; null where they are not believed here, empty use where nothing was counted
     */
    public record ChannelSecrets(Channel channel, List<SecretOverview.SecretRow> rows, boolean basic, SecretUse password) {}

    /**
     * @param window    the one that is open, or null
     * @param canEnter  whether the settings have a key to seal with
     * @param spanHours for how long an old secret has to be silent
     * @param fault     what was wrong with the form of {@code channel} and {@code slot}, or null; what was typed as secret is never given
     *                  back
     */
    public record SecretsView(List<ChannelSecrets> paths, RotationWindow.Opening window, boolean canEnter, long spanHours, String fault,
        Channel channel, Slot slot) {}

    /**
     * Asks once more.
     * @param what a verb of {@link #doPost}
     * @param last whether nothing would be believed on this path afterwards
     * @param goes the current secret that a promotion removes, or null
     */
    public record Question(String what, SecretOverview.SecretRow row, boolean last, SecretOverview.SecretRow goes) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, "secrets", view(null, null, null));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String what = Optional.ofNullable(request.getParameter("do")).orElse("");
        switch (what) {
            case "enter" -> enter(request, response);
            case "promote", "remove" -> change(what, request, response);
            case "open" -> open(request, response);
            case "close" -> {
                recorded(this::closed, request, "rotation window closed", null);
                done(request, response);
            }
            default -> seeOther(request, response, "/secrets");   // nothing that a button of ours sends
        }
    }

    private void enter(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Channel channel = Stream.of(Channel.values()).filter(f -> f.name().equals(request.getParameter("family"))).findFirst()
            .orElse(Channel.SMS);
        Slot slot = Stream.of(Slot.values()).filter(s -> s.name().equals(request.getParameter("slot"))).findFirst().orElse(Slot.NEXT);
        String secret = Optional.ofNullable(request.getParameter("secret")).orElse("");
        Optional<String> fault = request.getParameter("blanks") == null ? StrayBlank.in(secret) : Optional.empty();
        if (!Slot.of(channel).contains(slot)) {
            fault = Optional.of(PageError.NO_OVERRIDE_SECRET.with());
        }
        fault = fault.isPresent() ? fault
            : recorded(() -> trust.entered().enter(channel, slot, secret, who(request)), request, "secret entered", channel.word() + ", "
            + slot.word());
        if (fault.isPresent()) {
            refuse(request, response, fault.get(), channel, slot);
            return;
        }
        done(request, response);
    }

    private void change(String what, HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        SecretOverview.SecretRow row = trust.overview().one(request.getParameter("id")).orElse(null);
        if (row == null) {
            seeOther(request, response, "/secrets");
            return;
        }
        if (!"yes".equals(request.getParameter("confirmed"))) {
            boolean last = what.equals("remove") && row.use() != null && trust.ring().of(row.channel()).size() == 1;
            show(request, response, "secret", new Question(what, row, last, what.equals("promote") ? current(row.channel()) : null));
            return;
        }
        String detail = row.channel().word() + ", " + row.slot().word() + ", " + row.name();
        Optional<String> fault = what.equals("promote")
            ? recorded(() -> trust.entered().promote(row.id()), request, "secret promoted", detail)
            : recorded(() -> removed(row.id()), request, "secret removed", detail);
        if (fault.isPresent()) {
            refuse(request, response, fault.get(), row.channel(), row.slot());
            return;
        }
        done(request, response);
    }

    private Optional<String> removed(String id) {
        trust.entered().remove(id);
        return Optional.empty();
    }

    /** The one that an admin entered: a setting's stays. */
    private SecretOverview.SecretRow current(Channel channel) {
        return trust.overview().rows().stream().filter(row -> row.channel() == channel && row.slot() == Slot.CURRENT && row.id() != null)
            .findFirst().orElse(null);
    }

    private void open(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String typed = Optional.ofNullable(request.getParameter("hours")).orElse("").strip();
        int hours = typed.matches("[0-9]{1,2}") ? Integer.parseInt(typed) : 0;
        Optional<String> fault = hours < 1 || hours > LONGEST.toHours()
            ? Optional.of("A rotation window lasts 1 to " + LONGEST.toHours() + " hours.")
            : recorded(() -> opened(hours, who(request)), request, "rotation window opened", "for " + hours + " h");
        if (fault.isPresent()) {
            refuse(request, response, fault.get(), null, null);
        } else {
            done(request, response);
        }
    }

    private Optional<String> opened(int hours, String who) {
        return trust.window().open(Duration.ofHours(hours), who) ? Optional.empty()
            : Optional.of("A rotation window is open already. Close it first.");
    }

    private Optional<String> closed() {
        trust.window().close();
        return Optional.empty();
    }

    /** @param change answers why it was not made, or empty: then it has its entry */
    private Optional<String> recorded(Supplier<Optional<String>> change, HttpServletRequest request, String what, String detail) {
        return audit.together(() -> {
            Optional<String> fault = change.get();
            if (fault.isEmpty()) {
                audit.record(who(request), what, detail);
            }
            return fault;
        });
    }

    private void done(HttpServletRequest request, HttpServletResponse response) {
        trust.keeper().refresh();
        seeOther(request, response, "/secrets");
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String fault, Channel channel, Slot slot)
        throws ServletException, IOException {
        response.setStatus(422);
        show(request, response, "secrets", view(fault, channel, slot));
    }

    private SecretsView view(String fault, Channel channel, Slot slot) {
        List<SecretOverview.SecretRow> rows = trust.overview().rows();
        List<ChannelSecrets> paths = Stream.of(Channel.values())
            .map(f -> new ChannelSecrets(f, rows.stream().filter(row -> row.channel() == f).toList(),
            trust.ring().password(f).isPresent(), trust.overview().password(f).orElse(null))).toList();
        return new SecretsView(paths, trust.ring().window().orElse(null), trust.entered().canBeEntered(), trust.overview().span().toHours(),
            fault, channel, slot);
    }
}
