<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Rejected callback" menu="refusals">
  <p class="crumb"><a href="<c:url value='/refusals'/>">Rejected callbacks</a></p>
  <h1>Rejected at <ui:time at="${page.receivedAt()}"/></h1>
  <c:choose>
    <c:when test="${empty page.finding()}">
      <p><c:out value="${desk:say(page.reason())}"/></p>
      <p class="nothing">Not analysed yet, or skipped because too many arrived at once. Others of the same time are likely to have the
          same cause.</p>
    </c:when>
    <c:otherwise>
      <section class="finding" aria-labelledby="cause">
        <h2 id="cause">Cause</h2>
        <p><c:out value="${desk:say(page.finding().sentence())}"/></p>
        <h2>What to do</h2>
        <p><c:out value="${desk:say(page.finding().fix())}"/></p>
      </section>
    </c:otherwise>
  </c:choose>
  <c:set var="admin" value="${desk:may(pageContext.request, 'ADMIN')}"/>
  <c:set var="ofSecrets" value="${page.isAboutSecrets()}"/>
  <c:set var="connection" value="${page.isAboutConnection() or ofSecrets and not admin}"/>
  <c:if test="${admin or connection}"><ul>
    <c:if test="${connection}"><li><a href="<c:url value='/connection'/>">Connection</a>: what is set, and a self-test</li></c:if>
    <c:if test="${admin and ofSecrets}"><li><a href="<c:url value='/secrets'/>">Secrets</a>: enter one, or open a rotation window</li>
    </c:if>
    <c:if test="${admin}"><li><a href="<c:url value='/doctor'/>">Check a callback</a> that you have at hand</li></c:if>
  </ul></c:if>
  <section aria-labelledby="came">
    <h2 id="came">The callback</h2>
    <dl class="facts">
      <div><dt>API</dt><dd>${page.channel().word()}</dd></div>
      <div><dt>Answered</dt><dd>${page.status()}<c:choose><c:when test="${page.status() eq 503}">: Sinch sends it again</c:when>
      <c:otherwise>: final for Sinch</c:otherwise></c:choose></dd></div>
      <div><dt>Reason</dt><dd><c:out value="${desk:say(page.reason())}"/> <code>${page.reason()}</code></dd></div>
      <div><dt>Signature headers</dt><dd><c:out value="${empty page.headers() ? 'none' : fn:replace(page.headers(), ' ', ', ')}"/></dd>
      </div>
      <div><dt>Algorithm</dt><dd><c:out value="${page.said().algorithm()}" default="–"/></dd></div>
      <div><dt>Timestamp</dt><dd><c:choose>
        <c:when test="${empty page.signedAt()}">–</c:when>
        <c:otherwise><ui:time at="${page.signedAt()}"/>, ${desk:span(page.age())} ${page.age().isNegative() ? 'ahead of' : 'before'} our
            clock when it came</c:otherwise>
      </c:choose></dd></div>
      <div><dt>Body</dt><dd><c:choose><c:when test="${empty page.bodyBytes()}">not read</c:when>
      <c:otherwise>${desk:count(page.bodyBytes())} bytes, not stored</c:otherwise></c:choose></dd></div>
      <div><dt>SHA-256</dt><dd><c:choose><c:when test="${empty page.sha256()}">–</c:when>
      <c:otherwise><code>${page.sha256()}</code></c:otherwise></c:choose></dd></div>
      <div><dt>Content-Type</dt><dd><c:out value="${page.said().contentType()}" default="–"/></dd></div>
      <div><dt>Content-Encoding</dt><dd><c:out value="${page.said().encoding()}" default="–"/></dd></div>
      <div><dt>From</dt><dd><c:out value="${page.address()}"/> (the network only)</dd></div>
      <c:if test="${page.alike() gt 0}"><div><dt>Alike</dt>
      <dd>${desk:count(page.alike())} more for the same reason, too fast to be recorded one by one</dd></div></c:if>
    </dl>
  </section>
</ui:page>
