<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Home">
  <div class="heading">
    <h1>Last 24 hours</h1>
    <c:if test="${desk:may(pageContext.request, 'SENDER')}"><a role="button" href="<c:url value='/send'/>">Send a message</a></c:if>
  </div>
  <c:set var="recent" value="${page.recent()}"/>
  <dl class="tiles">
    <div><dt>Recipients</dt><dd>${desk:count(recent.total())}</dd></div>
    <div class="good"><dt>Delivered</dt><dd>${desk:count(recent.delivered())}</dd></div>
    <div class="bad"><dt>Not delivered</dt><dd>${desk:count(recent.failed())}</dd></div>
    <c:if test="${recent.notSent() gt 0}"><div><dt>Not sent</dt><dd>${desk:count(recent.notSent())}</dd></div></c:if>
    <div class="open"><dt>On the way</dt><dd>${desk:count(recent.open())}</dd></div>
    <div class="unsure"><dt>Unsure</dt><dd>${desk:count(recent.unsure())}</dd></div>
  </dl>
  <ui:bar tally="${recent}"/>

  <c:if test="${not empty page.unsure() or not empty page.elsewhere() or page.parked() gt 0 or page.shelved() gt 0}">
    <section aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      <ul class="attention">
        <c:forEach items="${page.unsure()}" var="submission">
          <li><ui:state of="${submission.state}"/> <span>It is not known whether Sinch has a part of
            <a href="<c:url value='/batches/${submission.batch.id}'/>"><c:out
                value="${desk:opening(empty submission.batch.name ? submission.batch.text : submission.batch.name, 50)}"/></a>. Decide what
                to do with it.</span></li>
        </c:forEach>
        <c:forEach items="${page.elsewhere()}" var="waiting">
          <li><span class="badge unsure">Waiting</span> <span>Messages wait for the account <code><c:out
              value="${waiting.account()}"/></code>, which is not configured here:
            ${desk:count(waiting.calls())}${waiting.calls() ge 10000 ? '+' : ''} calls. Set that account again, or withdraw them, beginning
                with
            <a href="<c:url value='/batches/${waiting.batchId()}'/>">the oldest batch</a>.</span></li>
        </c:forEach>
        <c:if test="${page.parked() gt 0}"><li><span class="badge unsure">No match</span> <span><a
            href="<c:url value='/orphans'/>">Genuine callbacks without a matching message</a>:
            ${desk:count(page.parked())}${page.parked() ge 10000 ? '+' : ''}</span></li></c:if>
        <c:if test="${page.shelved() gt 0}"><li><span class="badge quiet">Unreadable</span> <span><a
            href="<c:url value='/callbacks?state=SHELVED'/>">Genuine callbacks that cannot be read</a>:
            ${desk:count(page.shelved())}${page.shelved() ge 10000 ? '+' : ''}</span></li></c:if>
      </ul>
    </section>
  </c:if>

  <section aria-labelledby="newest">
    <h2 id="newest">Newest messages</h2>
    <c:choose>
      <c:when test="${empty page.newest()}"><p class="nothing">Nothing has been sent yet.</p></c:when>
      <c:otherwise><ui:batches rows="${page.newest()}"/><p><a href="<c:url value='/batches'/>">All messages</a></p></c:otherwise>
    </c:choose>
  </section>
</ui:page>
