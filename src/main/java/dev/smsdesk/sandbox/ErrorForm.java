package dev.smsdesk.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sinch.json.Json;

/** The error bodies of Sinch's APIs. Source: Sinch SMS reference and Conversation API reference, read 2026-11-23. */
public enum ErrorForm {
    SMS, CONVERSATION, TOKEN;

    /** @param path below /api, without a slash in front */
    public static ErrorForm of(String path) {
        return path.startsWith("sandbox/v1/") ? CONVERSATION : path.startsWith("sandbox/oauth2/") ? TOKEN : SMS;
    }

    /** @param code of the SMS API; @return null for no body */
    public String body(int status, String code, String text) {
        return switch (this) {
            case SMS -> status == 401 || code == null ? null : Json.newObject().put("code", code).put("text", text).toString();
            case CONVERSATION -> conversation(status, text);
            case TOKEN -> Json.newObject().put("error", status == 401 ? "invalid_client" : "invalid_request").put("error_description", text)
                .toString();
        };
    }

    private static String conversation(int status, String text) {
        ObjectNode json = Json.newObject();
        json.putObject("error").put("code", status).put("message", text).put("status", word(status)).putArray("details");
        return json.toString();
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 405, 501 -> "UNIMPLEMENTED";
            case 500 -> "INTERNAL";
            case 503 -> "UNAVAILABLE";
            default -> "INVALID_ARGUMENT";
        };
    }
}
