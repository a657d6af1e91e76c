/**
 * The signature of callbacks: secrets, the four headers, the verdict. Called by receive, trust, doctor and sandbox.
 */
package dev.smsdesk.sinch.signature;
