<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="row" value="${page.row()}"/>
<ui:page title="Callback" menu="callbacks">
  <p class="crumb"><a href="<c:url value='/callbacks'/>">Callbacks</a></p>
  <h1>Callback of <ui:time at="${row.receivedAt()}"/></h1>
  <p><ui:state of="${row.state()}"/> <c:out value="${desk:say(row.note())}"/></p>
  <dl class="facts">
    <div><dt>API</dt><dd>${row.channel().word()}</dd></div>
    <div><dt>Message id at Sinch</dt><dd><c:out value="${row.providerId()}" default="–"/></dd></div>
    <div><dt>Status</dt><dd><c:out value="${row.status()}" default="–"/></dd></div>
    <div><dt>Reason</dt><dd><c:out value="${row.reason()}" default="–"/></dd></div>
    <div><dt>Happened</dt><dd><ui:time at="${row.eventAt()}"/></dd></div>
    <div><dt>Signed</dt><dd><c:choose><c:when test="${empty row.signedAt()}"><span class="badge unsure">Not signed</span> accepted by user
        and password</c:when><c:otherwise><ui:time at="${row.signedAt()}"/></c:otherwise></c:choose></dd></div>
    <div><dt>Secret used</dt><dd><c:out value="${row.secretName()}"/></dd></div>
    <div><dt>Seen</dt><dd>${row.seen()}, last <ui:time at="${row.lastSeenAt()}"/></dd></div>
    <div><dt>Nonce</dt><dd><c:choose><c:when test="${empty row.nonce()}">–</c:when>
    <c:otherwise><code><c:out value="${row.nonce()}"/></code></c:otherwise></c:choose><c:if test="${row.nonceReused()}"> <span
        class="badge unsure">another callback has it too</span></c:if></dd></div>
    <div><dt>Content-Type</dt><dd><c:out value="${row.contentType()}" default="–"/></dd></div>
    <div><dt>Content-Encoding</dt><dd><c:out value="${row.encoding()}" default="–"/></dd></div>
    <div><dt>SHA-256</dt><dd><code>${row.sha256()}</code></dd></div>
  </dl>
  <section aria-labelledby="body">
    <h2 id="body">Body, ${desk:count(row.bodyBytes())} bytes</h2>
    <c:if test="${page.isCut()}"><p>Only its first 64 KiB are shown.</p></c:if>
    <pre class="raw" tabindex="0"><code><c:out value="${page.body()}"/></code></pre>
  </section>
</ui:page>
