import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { Answer } from '../../parts/Answer';
import { Room } from '../../parts/Room';
import { Waiting } from '../../parts/Waiting';
import { Lost } from '../../shell/Lost';
import { templateQuery } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { TemplatePage } from './TemplatePage';

/** One template, by its key in the address. */
export function TemplateRoom() {
  const { key = '' } = useParams();
  const t = useTemplateTexts();
  const template = useQuery(templateQuery(key));
  if (template.error instanceof ApiProblem && template.error.status === 404) return <Lost />;
  if (template.data !== undefined) return <TemplatePage key={key} template={template.data} />;
  return (
    <Room title={t('page.loading')}>
      <Answer query={template} waiting={<Waiting rows={2} height={240} />}>
        {() => null}
      </Answer>
    </Room>
  );
}
