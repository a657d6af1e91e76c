<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Rejected callbacks" menu="refusals">
  <h1>Rejected callbacks</h1>
  <p>Callbacks that were refused. Their bodies are not stored.<c:if test="${desk:may(pageContext.request, 'ADMIN')}"> One that you have at
      hand can be <a href="<c:url value='/doctor'/>">checked here</a>.</c:if></p>
  <c:if test="${page.dropped() gt 0}"><p class="banner warning"><span class="container">${desk:count(page.dropped())} more came too fast to
      be recorded since this server started.</span></p></c:if>
  <c:choose>
    <c:when test="${empty page.rows().items()}"><p class="nothing">None.</p></c:when>
    <c:otherwise>
      <table class="rows">
        <thead><tr><th scope="col">Received</th><th scope="col">API</th><th scope="col">Answer</th><th scope="col">Why</th>
        <th scope="col">Request</th><th scope="col">Finding</th></tr></thead>
        <tbody>
          <c:forEach items="${page.rows().items()}" var="refusal">
            <tr>
              <th scope="row" data-label="Received"><a href="<c:url value='/refusals/${refusal.id()}'/>"><ui:time
                  at="${refusal.receivedAt()}"/></a></th>
              <td data-label="API">${refusal.channel().word()}</td>
              <td data-label="Answer">${refusal.status()}</td>
              <td data-label="Why"><span class="says"><c:if test="${refusal.reason().isAlarming()}"><span
                  class="badge bad">Needs attention</span> </c:if><c:out value="${desk:say(refusal.reason())}"/></span></td>
              <td data-label="Request"><span class="says"><c:out
                  value="${empty refusal.headers() ? 'no signature header' : fn:replace(refusal.headers(), ' ', ', ')}"/><c:if
                  test="${not empty refusal.bodyBytes()}">, ${desk:count(refusal.bodyBytes())} bytes</c:if>, from <c:out
                  value="${refusal.address()}"/><c:if test="${not empty refusal.signedAt()}">, timestamp <ui:time
                  at="${refusal.signedAt()}"/></c:if><c:if test="${refusal.alike() gt 0}">; ${desk:count(refusal.alike())} more like
                  it</c:if></span></td>
              <td data-label="Finding"><span class="says"><c:out
                  value="${empty refusal.finding() ? '–' : desk:say(refusal.finding().sentence())}"/></span></td>
            </tr>
          </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
  </c:choose>
  <ui:more path="/refusals" next="${page.rows().next()}"/>
</ui:page>
