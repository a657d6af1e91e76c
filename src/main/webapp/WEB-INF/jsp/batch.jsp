<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="batch" value="${page.batch()}"/>
<c:set var="path" value="/batches/${batch.id}"/>
<c:set var="title" value="${desk:opening(empty batch.name ? batch.text : batch.name, 60)}"/>
<ui:page title="${title}" menu="batches" refresh="${page.refresh()}">
  <c:if test="${not empty page.fault()}"><div class="summary" role="alert"><p>Nothing was changed. <c:out
      value="${page.fault()}"/></p></div></c:if>
  <p class="crumb"><a href="<c:url value='/batches'/>">Messages</a></p>
  <h1><c:out value="${title}"/> <ui:state of="${batch.status}"/></h1>
  <c:if test="${page.refresh() gt 0}"><p class="watching">This page refreshes by itself until all is final, for five minutes at most.
    <a href="<c:url value='${path}'><c:param name='watch' value='off'/></c:url>">Stop refreshing</a></p></c:if>

  <div class="split">
    <section aria-labelledby="message">
      <h2 id="message">Message</h2>
      <p class="bubble"><c:out value="${batch.text}"/></p>
      <dl class="facts">
        <c:if test="${not empty batch.name}"><div><dt>Name</dt><dd><c:out value="${batch.name}"/></dd></div></c:if>
        <div><dt>From</dt><dd><ui:number digits="${batch.sender}"/></dd></div>
        <div><dt>Recipients</dt><dd>${desk:count(batch.recipientCount)}</dd></div>
        <div><dt>Sent by</dt><dd><c:out value="${batch.createdBy}"/></dd></div>
        <div><dt>Created</dt><dd><ui:time at="${batch.createdAt}"/></dd></div>
        <div><dt>Category</dt><dd>${batch.category.word()}</dd></div>
        <div><dt>Sent via</dt><dd><c:out value="${batch.account}"/></dd></div>
        <c:if test="${not empty batch.resendOf}"><div><dt>Failed recipients of</dt><dd><a
            href="<c:url value='/batches/${batch.resendOf}'/>"><code>${batch.resendOf}</code></a></dd></div></c:if>
        <c:if test="${not empty batch.leftOut}"><div><dt>Left out</dt><dd><c:out
            value="${fn:replace(fn:replace(batch.leftOut, ',', ', '), '_', ' ')}"/></dd></div></c:if>
        <div><dt>Id</dt><dd><code>${batch.id}</code></dd></div>
      </dl>
    </section>
    <section aria-labelledby="states">
      <h2 id="states">Delivery status</h2>
      <ui:bar tally="${page.tally()}"/>
      <table class="counts">
        <thead><tr><th scope="col">State</th><th scope="col">Recipients</th></tr></thead>
        <tbody>
          <c:forEach items="${page.tally().lines()}" var="line"><tr><td><ui:state of="${line.state()}"/></td>
          <td>${desk:count(line.count())}</td></tr></c:forEach>
        </tbody>
      </table>
    </section>
  </div>

  <section aria-labelledby="calls">
    <h2 id="calls">Calls to Sinch</h2>
    <c:if test="${page.elsewhere()}"><p class="nothing">This was created for <code><c:out
        value="${batch.account}"/></code>, which this installation does not send through now.
      The rest of it is never sent from here.</p></c:if>
    <c:choose>
      <c:when test="${param.asked eq 'yes'}"><p role="status" class="summary well">Sinch is being asked. Look again in a
          moment.</p></c:when>
      <c:when test="${param.asked eq 'no'}"><p role="status" class="summary">There is nothing to ask now: Sinch was asked a moment ago, or
          has forgotten it.</p></c:when>
    </c:choose>
    <c:if test="${page.canBeAsked() and desk:may(pageContext.request, 'SENDER')}">
      <form method="post" action="<c:url value='${path}'/>" class="row"><button name="do" value="ask"
          class="secondary small">Ask Sinch now</button></form>
    </c:if>
    <c:if test="${desk:may(pageContext.request, 'SENDER') and not empty page.actions()}">
      <form method="post" action="<c:url value='${path}'/>" class="row">
        <c:forEach items="${page.actions()}" var="action"><button name="do" value="${action.word()}"
            class="secondary small">${action.label()}</button></c:forEach>
      </form>
    </c:if>
    <c:forEach items="${page.calls()}" var="call">
      <c:set var="submission" value="${call.submission()}"/>
      <article class="call">
        <header><ui:state of="${submission}"/> <span>${submission.attempts} ${submission.attempts eq 1 ? 'attempt' : 'attempts'}</span>
            <code title="client_reference">${submission.id}</code></header>
        <c:if test="${not empty submission.outcome}"><p><c:out value="${desk:say(submission.outcome)}"/></p></c:if>
        <c:forEach items="${call.providerIds()}" var="providerId"><p>Sinch's batch id: <code><c:out
            value="${providerId}"/></code></p></c:forEach>
        <c:if test="${not empty call.inquiry()}"><p
            class="meta">Sinch was asked ${call.inquiry().asks() eq 1 ? 'once' : desk:count(call.inquiry().asks()).concat(' times')}<c:if
            test="${not empty call.inquiry().asked()}">, last <ui:time at="${call.inquiry().asked()}"/></c:if>.
          <c:out value="${desk:say(call.inquiry().answer())}"/><c:if test="${not empty call.inquiry().again()}"> Again <ui:time
              at="${call.inquiry().again()}"/>.</c:if></p></c:if>
        <c:if test="${fn:length(call.providerIds()) gt 1}"><p class="badge unsure">Sent more than once</p></c:if>
        <c:if test="${call.isUnsure() and desk:may(pageContext.request, 'SENDER')}"><ui:decision path="${path}"
            submission="${submission.id}" call="${submission.version}" elsewhere="${page.elsewhere()}"/></c:if>
      </article>
    </c:forEach>
    <c:if test="${page.moreCalls()}"><p>There are more calls. These ${fn:length(page.calls())} come first: those that need a decision, then
        those that are not finished.</p></c:if>
  </section>

  <section aria-labelledby="recipients">
    <h2 id="recipients">Recipients</h2>
    <table class="rows">
      <thead><tr><th scope="col">Number</th><th scope="col">State</th><th scope="col">Code</th><th scope="col">Reason</th>
      <th scope="col">Time</th></tr></thead>
      <tbody>
        <c:forEach items="${page.recipients().items()}" var="recipient">
          <tr>
            <th scope="row" data-label="Number"><a href="<c:url value='${path}/recipients/${recipient.id}'/>"><ui:number
                digits="${recipient.digits}"/></a></th>
            <td data-label="State"><ui:state of="${recipient.state}"/><c:if test="${recipient.conflict}"> <ui:conflict/></c:if><c:if
                test="${page.askedFor().contains(recipient.id)}"> <a class="badge quiet" href="<c:url value='/never-came'/>"
                title="No callback has told the final state: Sinch was asked.">Sinch was asked</a></c:if></td>
            <td data-label="Code"><c:out value="${desk:code(recipient.code, recipient.state)}"/></td>
            <td data-label="Reason"><c:out value="${empty recipient.detail ? recipient.reason : desk:say(recipient.detail)}"/></td>
            <td data-label="Time"><ui:time at="${recipient.eventTime}"/></td>
          </tr>
        </c:forEach>
      </tbody>
    </table>
    <ui:more path="${path}" next="${page.recipients().next()}"/>
  </section>

  <c:if test="${not empty page.strangers()}">
    <section aria-labelledby="strangers">
      <h2 id="strangers">Reports about none of these recipients</h2>
      <ul class="timeline">
        <c:forEach items="${page.strangers()}" var="report">
          <ui:report of="${report}"><c:choose>
            <c:when test="${empty report.digits}">A summary<c:if test="${not empty report.count}"> of ${desk:count(report.count)}
                messages</c:if>.</c:when>
            <c:otherwise>The number <ui:number digits="${report.digits}"/> is not in this batch.</c:otherwise>
          </c:choose></ui:report>
        </c:forEach>
      </ul>
    </section>
  </c:if>
</ui:page>
