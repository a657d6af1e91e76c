package dev.smsdesk.doctor;

/** Why a callback was not believed, and what to do about it. {@code {}} stands for the finding's detail. */
public enum Cause {
    GENUINE("The signature is right: {}.", "Nothing has to be mended."),
    GENUINE_OLD("The signature is right: {} ago. If it came now, it would be refused as too old.",
        "If it came soon after it was signed, nothing has to be mended. If Sinch's retries really come so late, raise SMSDESK_CALLBACK_MAX_AGE; check also that this server's clock is not fast."),
    GENUINE_AHEAD("The signature is right: {} in the future. If it came now, it would be answered 503.", "This server's clock is behind, or the sender's ahead: set it (NTP). Sinch sends the callback again."),
    PASSWORD_FITS("Not signed, but user and password fit.", "Nothing has to be mended. A password proves neither the body nor the time: a signature is better, where Sinch can be had to sign."),
    TYPED_SECRET("It was signed with the secret that you typed in.", "Enter that secret on the page Secrets; from then on callbacks like this are believed."),

    HEADERS_NOT_READ("No signature header could be read from the pasted text.",
        "Paste the headers with their names and values. If the callback really came without them, signing is not enabled: the text to send to Sinch is on the page Connection."),
    SIGNING_OFF("None of the four signature headers came: signing is not enabled for this service plan (S4).",
        "Ask your Sinch account manager to switch on HMAC signing of callbacks; the text to send is on the page Connection."),
    WEBHOOK_UNSIGNED("None of the four signature headers came: signing is not enabled (S4). The app's webhook has no secret; or the message named a callback_url of its own and the app has no secret_for_overridden_callback_urls (S5).",
        "Give the webhook a secret in Sinch's dashboard (for overridden addresses: callback_settings of the app), and enter the same one here."),
    PASSWORD_CAME("Not signed; a user and a password (HTTP Basic) came instead, which are not believed on this path.",
        "Have Sinch sign its callbacks. Where it does not, for an SMS plan, set SMSDESK_SMS_BASIC_USER and SMSDESK_SMS_BASIC_PASSWORD."),
    TOKEN_CAME("Not signed; an access token came instead, which is not believed here.", "Have Sinch sign its callbacks (HMAC) instead of using OAuth 2."),
    PASSWORD_ABSENT("Neither a signature nor a user and password came.", "Ask your Sinch account manager whether the callback URL is provisioned with HTTP Basic, also for the callback_url of batches."),
    PASSWORD_UNREADABLE("Not signed, and the Authorization header that came cannot be read as HTTP Basic, or came twice.", "Have the callback URL provisioned at Sinch with HTTP Basic, and look whether a proxy sets that header."),
    PASSWORD_WRONG("Not signed, and the user or the password that came is not that of the settings.", "Make SMSDESK_SMS_BASIC_USER and SMSDESK_SMS_BASIC_PASSWORD the same as what is provisioned at Sinch."),

    HEADERS_STRIPPED("Of the four signature headers some did not arrive: {}. Something on the way takes headers away.", "Let the proxy pass every header that begins with x-sinch-webhook-signature."),
    HEADER_REPEATED("A signature header came more than once: {}.", "Find what adds it: a proxy that sets headers again, or a client that signs twice."),
    WRONG_ALGORITHM("The algorithm is called {}. Sinch documents HmacSHA256 alone.", "If Sinch really sends this, ask its support for HmacSHA256. Otherwise somebody else posts here: nothing has to be mended."),
    SIGNATURE_FORM("The signature is right, but written {} instead of Base64 with padding.", "Let whoever signs write standard Base64. Sinch does, so look at what stands between, or at your own test program."),
    SIGNATURE_UNREADABLE("The signature is {}, not 32 bytes in Base64 with padding.", "Look at what stands between Sinch and here, or at your own test program: Sinch writes 44 characters of Base64."),
    RECUT("The signature fits only because a part of the body was moved into the nonce: somebody plays back a genuine callback cut in two.", "Nothing has to be mended: it was refused as it should be. Find out who could see a genuine callback."),
    NONCE_FORM("The nonce is not 1 to 128 letters, digits, - or _.", "Sinch's nonces have that form: look at what stands between, or at your own test program."),
    HEADERS_EXCHANGED("The nonce stands in the timestamp's header and the timestamp in the nonce's.", "Exchange the two headers in the program or proxy that sets them."),
    TIMESTAMP_MILLIS("The timestamp is in milliseconds; Sinch writes seconds.", "Write seconds since 1970, in the header and in what is signed."),
    TIMESTAMP_FORM("The timestamp is not seconds since 1970 in 10 or 11 digits.", "Write seconds since 1970 as Sinch does; look at what stands between, or at your own test program."),
    STALE("Truly signed, but {} before it came, which is longer than SMSDESK_CALLBACK_MAX_AGE allows.", "It was not kept: what it said of an SMS batch is asked of Sinch later on, else look it up there. If Sinch's retries really come so late, raise SMSDESK_CALLBACK_MAX_AGE; check also that this server's clock is not fast."),
    CLOCK_BEHIND("Truly signed {} in the future: this server's clock is behind.", "Set the clock (NTP). Sinch sends the callback again."),

    NO_SECRET("No secret is set for this path, so nothing can be verified.", "Set or enter the secret. Sinch sends the callback again, for two days at most."),
    TOO_LARGE("The body is larger than 1 MiB.", "Ask for delivery_report per_recipient instead of full, or send smaller batches."),
    BODY_LATE("The body was not complete after 10 s.", "Sinch sends a body at once: let the proxy on the way collect it and pass it on whole. Otherwise somebody else posts here: nothing has to be mended."),
    BODY_BROKEN("The body, or the connection, ended before it was complete.", "Look at what stands between, its timeouts above all. Otherwise somebody else posts here: nothing has to be mended."),
    BODY_CROWD("Too many bodies were awaited at once.", "Let the proxy on the way collect bodies and pass them on whole, with a length. If these are not Sinch's, limit how many connections one address may have."),

    OTHER_PATH("It was signed with a secret of the other path: {}.", "At Sinch, point this callback to the address of the other path; or make this path's secret the same."),
    REMOVED_SECRET("It was signed with a secret that was removed here: {}.", "Something at Sinch still uses it. Enter it again until its light says that it can go; open a rotation window meanwhile."),
    BLANK_HERE("It was signed with {} without the blank or line end that our copy begins or ends with.", "Set or enter the secret again, without that blank."),
    BLANK_THERE("It was signed with {} with a stray blank or line end added to it.", "At the sender, enter the secret again without a blank or line end; or enter it here with it."),
    SECRET_QUOTED("It was signed with {} with or without quotation marks around it, and our copy is the other way.", "Make both the same: the secret has no quotation marks unless Sinch shows them."),
    SECRET_DECODED("It was signed with {}.", "The secret's text is the key as it stands: let the sender not decode it. If Sinch itself signs so, our copy is an encoded one: enter the secret as Sinch shows it."),
    SECRET_ENCODED("It was signed with {}.", "The secret's text is the key as it stands: let the sender not encode it. If Sinch itself signs so, enter the secret as Sinch shows it."),
    SECRET_EMPTY("It was signed with an empty secret.", "Set the secret at the sender. At Sinch: an empty one means that signing is not set up (S4)."),

    PARTS_ORDER("The signature was made over {} instead of body, dot, nonce, dot, timestamp.", "Sign the body, a dot, the nonce, a dot and the timestamp in seconds, in this order: Sinch does, so look at your own test program."),
    BODY_EMPTY("The body arrived empty, and the signature is for another one.", "Something on the way has eaten the body: a redirect, or a filter that reads it as a form. Let the request pass as it is."),
    BODY_BOM("A byte order mark (BOM) was {} on the way.", "Let the proxy or program on the way pass the bytes as they are, without a BOM."),
    BODY_LINE_ENDS("The body's line ends were changed on the way: {}.", "Let the proxy or program on the way pass the bytes as they are; no text mode."),
    BODY_RESERIALISED("The body was re-serialised on the way: {}.", "Something reads the JSON and writes it anew. Let it pass the bytes as they are."),
    BODY_CHARSET("The body's charset was changed on the way: {}.", "Let the proxy or program on the way pass the bytes as they are, without decoding them to text."),
    BODY_FORM_DECODED("The body was treated as a form on the way: {}.", "Something reads it as application/x-www-form-urlencoded. Let it pass the bytes as they are."),
    BODY_COMPRESSED("The body was {} on the way.", "Switch that off for this path: the signature is for the bytes that Sinch sent."),

    PERHAPS_OVERRIDE("It fits none of our secrets, and no override secret is known here: receipts of messages that name a callback_url of their own are signed with another one (S5).",
        "If messages name their own callback_url, enter the app's secret_for_overridden_callback_urls as override. Otherwise compare the webhook's secret with ours."),
    UNEXPLAINED("It fits none of our secrets in any form that was tried{}.", "Most likely another secret: compare ours with Sinch's. If it is the same, something on the way changes the body: the self-test on Connection tells. Otherwise it is a forgery.");

    private final String sentence;
    private final String fix;

    Cause(String sentence, String fix) {
        this.sentence = sentence;
        this.fix = fix;
    }

    /** Whether it is proven, at whatever time. */
    boolean isProof() {
        return this == GENUINE || this == GENUINE_OLD || this == GENUINE_AHEAD || this == PASSWORD_FITS;
    }

    /** Whether no secret was found that fits in any way, so that another one still might. */
    boolean isOpen() {
        return this == UNEXPLAINED || this == PERHAPS_OVERRIDE || this == NO_SECRET || this == BODY_EMPTY || this == SIGNATURE_UNREADABLE || this == NONCE_FORM;
    }

    String sentence() {
        return sentence;
    }

    String fix() {
        return fix;
    }
}
