<%@ tag pageEncoding="UTF-8" description="Batches as a table"
%><%@ attribute name="rows" required="true" type="java.util.List" description="of BatchRow"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><table class="rows">
  <thead><tr><th scope="col">Message</th><th scope="col">From</th><th scope="col">Delivered</th><th scope="col">Sent by</th>
  <th scope="col">Created</th></tr></thead>
  <tbody>
    <c:forEach items="${rows}" var="row">
      <tr>
        <th scope="row" data-label="Message"><a href="<c:url value='/batches/${row.batch().id}'/>"><c:out
            value="${desk:opening(empty row.batch().name ? row.batch().text : row.batch().name, 60)}"/></a> <ui:state
            of="${row.batch().status}"/></th>
        <td data-label="From"><ui:number digits="${row.batch().sender}"/></td>
        <td data-label="Delivered"><span class="share">${desk:count(row.tally().delivered())} of
            ${desk:count(row.batch().recipientCount)}<c:if test="${row.tally().failed() gt 0}">, ${desk:count(row.tally().failed())}
                not delivered</c:if><c:if test="${row.tally().notSent() gt 0}">, ${desk:count(row.tally().notSent())} not sent</c:if><c:if
                    test="${row.tally().unsure() gt 0}">, ${desk:count(row.tally().unsure())} unsure</c:if></span><ui:bar
                    tally="${row.tally()}"/></td>
        <td data-label="Sent by"><c:out value="${row.batch().createdBy}"/></td>
        <td data-label="Created"><ui:time at="${row.batch().createdAt}"/></td>
      </tr>
    </c:forEach>
  </tbody>
</table>
