package dev.smsdesk.doctor;

/**
 * What the doctor says.
 * @param detail what differs from case to case, such as a secret's name; empty where the cause says all. Never a secret, never a body
 */
public record Finding(Cause cause, String detail) {
    static Finding of(Cause cause) {
        return new Finding(cause, "");
    }

    /** The cause in a sentence. */
    public String sentence() {
        return cause.sentence().replace("{}", detail);
    }

    public String fix() {
        return cause.fix().replace("{}", detail);
    }
}
