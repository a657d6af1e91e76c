package dev.smsdesk.message.fold;

/**
 * A new recipient of a submission.
 * @param id     made when it was accepted: its hour counts from then on
 * @param digits E.164 without the plus
 */
public record NewRecipient(String id, String submissionId, String digits) {}
