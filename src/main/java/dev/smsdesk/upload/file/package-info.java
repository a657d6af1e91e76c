/**
 * File formats of uploads: CSV with its encoding and separator, and XLSX with its limits, become rows of text. Called by upload.
 */
package dev.smsdesk.upload.file;
