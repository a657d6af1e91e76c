/** SMS Desk: sends SMS through Sinch, keeps every signed callback, shows what became of each message. Start reading at app.Wiring. */
package dev.smsdesk;
