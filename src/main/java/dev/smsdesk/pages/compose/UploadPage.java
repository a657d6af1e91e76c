package dev.smsdesk.pages.compose;

import dev.smsdesk.common.Text;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.compose.Draft;
import dev.smsdesk.compose.Order;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.send.Idempotency;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.UploadedBatches;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.upload.CheckedRow;
import dev.smsdesk.upload.Choice;
import dev.smsdesk.upload.Upload;
import dev.smsdesk.upload.Uploads;
import dev.smsdesk.wording.Sentences;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code /send/upload}: a file with recipients. {@code /send/upload/ID}: how far it is read, its columns, first rows and errors, and the
 * form that makes a draft of its good rows, which {@link CheckPage} shows.
 */
public final class UploadPage extends Page {
    private static final int ROWS_SHOWN = 10;
    private static final int ERRORS_SHOWN = 100;
    private static final int COLUMNS_SHOWN = 6;
    private static final int REFRESH_SECONDS = 2;
    private final Uploads uploads;
    private final UploadedBatches batches;
    private final Composer composer;
    private final SendingAccounts accounts;
    private final String sender;

    /** @param sender to begin with (SINCH_NUMBER), or null */
    public UploadPage(Uploads uploads, UploadedBatches batches, Composer composer, SendingAccounts accounts, String sender) {
        this.uploads = uploads;
        this.batches = batches;
        this.composer = composer;
        this.accounts = accounts;
        this.sender = sender;
    }

    /** One faulty row. @param column its name, or null for the whole row */
    public record RowError(int line, String column, String value, String text) {}

    /**
     * @param upload  null for the form with the file alone
     * @param percent of the file that is read
     * @param rows    the first ones
     * @param errors  the first ones
     * @param form    what was typed about the message
     * @param notice  why nothing was done, or null
     */
    public record UploadView(Upload upload, int percent, List<CheckedRow> rows, List<RowError> errors, SendForm form,
            List<SendingAccount> accounts, String notice) {
        public int refresh() {
            return upload != null && upload.state() == Upload.State.READING ? REFRESH_SECONDS : 0;
        }

        public String fault() {
            return Sentences.ENGLISH.ofStored(upload.fault());
        }

        /** More columns would not fit on a page. */
        public List<String> columns() {
            return upload.columns().subList(0, Math.min(COLUMNS_SHOWN, upload.columns().size()));
        }

        public int columnsLeftOut() {
            return upload.columns().size() - columns().size();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (segment(request, 0) == null) {
            show(request, response, "upload", new UploadView(null, 0, List.of(), List.of(), null, List.of(), null));
        } else if ("errors.csv".equals(segment(request, 1))) {
            BadRows.write(uploads, read(request), response);
        } else {
            show(request, response, SendForm.empty(sender), null);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (segment(request, 0) == null) {
            take(request, response);
            return;
        }
        String id = found(request).id();
        SendForm form = SendForm.of(request).withKey();
        try {
            if ("read".equals(request.getParameter("do"))) {
                uploads.readAgain(id, choice(request), who(request));
                seeOther(request, response, "/send/upload/" + id);
            } else {
                seeOther(request, response, "/send/check/" + draft(request, id, form));
            }
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            show(request, response, form, e.getMessage());
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        try {
            seeOther(request, response, "/send/upload/" + UploadedFile.take(request, uploads, who(request)));
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            show(request, response, "upload", new UploadView(null, 0, List.of(), List.of(), null, List.of(), e.getMessage()));
        }
    }

    private String draft(HttpServletRequest request, String id, SendForm form) {
        Order order = composer.orderWithoutRecipients(new Draft(form.from().strip(), List.of(), form.text(), form.name(), false,
            form.via().isBlank() ? null : form.via()));
        byte[] digest = Sha256.of(String.join("\n", id, order.from(), order.text(), String.valueOf(order.name()),
            String.valueOf(order.via()))
            .getBytes(StandardCharsets.UTF_8));
        String caller = "page:" + who(request);
        return batches.draft(order, id, request.getParameter("good_only") != null, who(request), new Idempotency(caller, form.key(),
            digest));
    }

    /** What was left as it is, is no choice: another encoding has other columns. */
    private Choice choice(HttpServletRequest request) {
        Upload upload = found(request);
        return new Choice(changed(request, "number_column", upload.numberColumn()), changed(request, "encoding", upload.encoding()),
            changed(request, "separator", upload.separator()));
    }

    private static String changed(HttpServletRequest request, String field, String now) {
        return Optional.ofNullable(request.getParameter(field)).filter(chosen -> !chosen.isEmpty() && !chosen.equals(now)).orElse(null);
    }

    private Upload found(HttpServletRequest request) {
        String id = segment(request, 0);
        return Optional.ofNullable(id).filter(Ids::isId).flatMap(uploads::find).orElseThrow(Page::nothingHere);
    }

    private Upload read(HttpServletRequest request) {
        return Optional.of(found(request)).filter(upload -> upload.isReady() && segment(request, 2) == null).orElseThrow(Page::nothingHere);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, SendForm form, String notice) throws ServletException,
        IOException {
        if (segment(request, 1) != null) {
            throw nothingHere();
        }
        Upload upload = found(request);
        List<CheckedRow> rows = upload.isReady() ? uploads.rows(upload, 0, false, ROWS_SHOWN) : List.of();
        List<RowError> errors = upload.isReady() ? uploads.rows(upload, 0, true, ERRORS_SHOWN).stream().map(row -> error(upload,
            row)).toList()
            : List.of();
        int percent = upload.state() == Upload.State.READING ? uploads.percent(upload) : 100;
        show(request, response, "upload", new UploadView(upload, percent, rows, errors, form, accounts.all(), notice));
    }

    private static RowError error(Upload upload, CheckedRow row) {
        boolean whole = row.column() < 0;
        return new RowError(row.line(), whole ? null : upload.columns().get(row.column()),
            whole ? "" : Text.line(row.values().get(row.column()), 40), Sentences.ENGLISH.ofStored(row.fault()));
    }
}
