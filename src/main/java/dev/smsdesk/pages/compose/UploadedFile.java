package dev.smsdesk.pages.compose;

import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.upload.FileFormat;
import dev.smsdesk.upload.Uploads;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.List;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/** The file of a form, stored while it arrives. */
final class UploadedFile {
    private static final int MOST_HEADER_BYTES = 4096;
    private static final int LONGEST_NAME = 200;
    private static final String MISSING = "Choose a file with recipients.";

    private UploadedFile() {}

    /** @return id of the upload @throws ProblemException the form has no file, or it did not arrive whole */
    static String take(HttpServletRequest request, Uploads uploads, String who) throws IOException {
        if (!JakartaServletFileUpload.isMultipartContent(request)) {
            throw missing();
        }
        JakartaServletFileUpload<?, ?> form = new JakartaServletFileUpload<>();
        form.setMaxPartHeaderSize(MOST_HEADER_BYTES);
        try {
            FileItemInputIterator parts = form.getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if (!part.isFormField() && "file".equals(part.getFieldName()) && part.getName() != null && !part.getName().isBlank()) {
                    return take(part, uploads, who);
                }
            }
        } catch (FileUploadException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The form did not arrive whole. Send it again.");
        }
        throw missing();
    }

    /** Browsers do not agree on media types of files: the first two bytes tell a ZIP file, and a workbook is one. */
    private static String take(FileItemInput part, Uploads uploads, String who) throws IOException {
        PushbackInputStream in = new PushbackInputStream(part.getInputStream(), 2);
        byte[] first = in.readNBytes(2);
        in.unread(first);
        boolean zip = first.length == 2 && first[0] == 'P' && first[1] == 'K';
        String name = part.getName().replaceFirst(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", " ").strip();
        return uploads.take(name.substring(0, Math.min(LONGEST_NAME, name.length())), zip ? FileFormat.XLSX : FileFormat.CSV, who, null,
            in);
    }

    private static ProblemException missing() {
        return new ProblemException(List.of(new FieldError("/file", MISSING)));
    }
}
