<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="form" value="${page.form()}"/>
<ui:page title="Check a callback" menu="refusals">
  <p class="crumb"><a href="<c:url value='/refusals'/>">Rejected callbacks</a></p>
  <h1>Check a callback</h1>
  <p>Paste headers and body from a log or a proxy. They are checked with the active secrets and not stored. Secrets are never shown.</p>
  <c:if test="${not empty page.fault()}"><div class="summary" role="alert"><p><c:out value="${page.fault()}"/></p></div></c:if>
  <c:if test="${not empty page.advice()}">
    <div class="${page.advice().isBelieved() ? 'summary well' : 'summary'}" role="alert">
      <p><strong>Cause:</strong> <c:out value="${desk:say(page.advice().finding().sentence())}"/></p>
      <p><strong>What to do:</strong> <c:out value="${desk:say(page.advice().finding().fix())}"/></p>
      <c:if test="${page.advice().typed()}"><p>This holds for the secret that you typed. No active secret matches.</p></c:if>
      <c:if test="${page.crlf()}"><p>Its line ends are CRLF.</p></c:if>
    </div>
    <dl class="facts">
      <div><dt>Signature headers</dt>
      <dd><c:out value="${empty page.advice().headers() ? 'none' : fn:join(page.advice().headers().toArray(), ', ')}"/></dd></div>
      <div><dt>Algorithm</dt><dd><c:out value="${desk:say(page.advice().algorithm())}" default="–"/></dd></div>
      <div><dt>Signed</dt><dd><c:choose><c:when test="${empty page.advice().age()}">–</c:when>
      <c:otherwise>${desk:span(page.advice().age())} ${page.advice().age().isNegative() ? 'in the future'
          : 'ago'}</c:otherwise></c:choose></dd></div>
      <div><dt>Body</dt><dd>${desk:count(page.bytes())} bytes, SHA-256 <code>${page.sha256()}</code></dd></div>
    </dl>
  </c:if>
  <form method="post" action="<c:url value='/doctor'/>" class="compose" autocomplete="off">
    <label for="family">API</label>
    <select id="family" name="family">
      <option value="SMS"<c:if test="${form.channel() eq 'SMS'}"> selected</c:if>>SMS API</option>
      <option value="CONVERSATION"<c:if test="${form.channel() eq 'CONVERSATION'}"> selected</c:if>>Conversation API</option>
    </select>
    <label for="headers">Headers</label>
    <textarea id="headers" name="headers" rows="5" spellcheck="false" aria-describedby="headers-help">
<c:out value="${form.headers()}"/></textarea>
    <small id="headers-help">Paste them in any notation: lines, JSON, a program's dump, a table, a curl command. Only those that begin with
        x-sinch-webhook-signature matter.</small>
    <label for="body">Body</label>
    <textarea id="body" name="body" rows="8" spellcheck="false" aria-describedby="body-help">
<c:out value="${form.body()}"/></textarea>
    <fieldset>
      <legend>The body is written as</legend>
      <label for="text"><input id="text" type="radio" name="form" value="TEXT"<c:if
          test="${form.form() eq 'TEXT'}"> checked</c:if>> text</label>
      <label for="base64"><input id="base64" type="radio" name="form" value="BASE64"<c:if
          test="${form.form() eq 'BASE64'}"> checked</c:if>> Base64</label>
      <label for="hex"><input id="hex" type="radio" name="form" value="HEX"<c:if
          test="${form.form() eq 'HEX'}"> checked</c:if>> hexadecimal</label>
    </fieldset>
    <small id="body-help">A text field changes line ends, so a text is tried with LF and with CRLF, and a line end at its end may be lost.
        For the exact bytes paste Base64 (<code>base64 &lt; body</code>) or hexadecimal (<code>xxd -p body</code>).</small>
    <label for="secret">A secret to try <small>(optional)</small></label>
    <input id="secret" name="secret" type="password" maxlength="1000" autocomplete="new-password" spellcheck="false"
        aria-describedby="secret-help">
    <small id="secret-help">Tried if no active secret matches. It is not stored and not shown again.</small>
    <button>Check</button>
  </form>
</ui:page>
