package dev.smsdesk.pages.setup;

import dev.smsdesk.access.Role;
import dev.smsdesk.access.key.ApiKey;
import dev.smsdesk.access.key.ApiKeys;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.send.Idempotency;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * {@code /keys}: an admin makes and revokes API keys. A new key is on the page that follows the POST, once; reloading that shows and makes
 * none.
 */
public final class KeysPage extends Page {
    private static final int LONGEST_NAME = 100;
    private static final int FORMS_KEPT = 50;
    private static final String CREATED = "smsdesk.keys.created";
    private static final String USED_FORMS = "smsdesk.keys.forms";
    private final ApiKeys keys;
    /** One form at a time: the second of a double click waits until the key of the first can be shown. */
    private final Object making = new Object();

    public KeysPage(ApiKeys keys) {
        this.keys = keys;
    }

    /**
     * @param created the new key, or null
     * @param name    what was typed, where it was wrong
     * @param fault   what is wrong with the name, or null
     * @param form    made when the form was first shown: however often it is posted, it makes one key
     */
    public record KeysView(List<ApiKey> keys, boolean settingKey, String created, String name, String fault, String form) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        HttpSession session = request.getSession();
        String created = (String) session.getAttribute(CREATED);
        session.removeAttribute(CREATED);
        show(request, response, "keys", new KeysView(keys.all(), keys.hasSettingKey(), created, "", null, UUID.randomUUID().toString()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String revoked = request.getParameter("revoke");
        if (revoked != null) {
            keys.revoke(revoked, who(request));
            seeOther(request, response, "/keys");
            return;
        }
        String name = Optional.ofNullable(request.getParameter("name")).orElse("").strip();
        Role role = Stream.of(Role.values()).filter(r -> r.name().equals(request.getParameter("role"))).findFirst().orElse(Role.VIEWER);
        String fault = fault(name);
        String form = Optional.ofNullable(request.getParameter("key")).filter(Idempotency::isKey).orElse(null);
        if (fault != null) {
            response.setStatus(422);
            show(request, response, "keys", new KeysView(keys.all(), keys.hasSettingKey(), null, name, fault, form));
            return;
        }
        synchronized (making) {
            if (isFirst(request.getSession(), form)) {
                request.getSession().setAttribute(CREATED, keys.create(name, role, who(request)));
                used(request.getSession(), form);
            }
        }
        seeOther(request, response, "/keys");
    }

    private static boolean isFirst(HttpSession session, String form) {
        return form == null || !forms(session).contains(form);
    }

    /** After the key exists: a fault of the database leaves the form good for another try. */
    private static void used(HttpSession session, String form) {
        List<String> forms = forms(session);
        if (form != null) {
            forms.add(form);
        }
        session.setAttribute(USED_FORMS, new ArrayList<>(forms.subList(Math.max(0, forms.size() - FORMS_KEPT), forms.size())));
    }

    @SuppressWarnings("unchecked")
    private static List<String> forms(HttpSession session) {
        List<String> forms = (List<String>) session.getAttribute(USED_FORMS);
        return forms == null ? new ArrayList<>() : new ArrayList<>(forms);
    }

    private static String fault(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return PageError.KEY_NAME_LENGTH.with(LONGEST_NAME);
        }
        return name.codePoints().anyMatch(Character::isISOControl) ? PageError.KEY_NAME_CHARACTERS.with() : null;
    }
}
